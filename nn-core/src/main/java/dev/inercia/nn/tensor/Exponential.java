package dev.inercia.nn.tensor;

/**
 * The exponential function over arrays. The JIT vectorises the loop for {@code float[]}, which takes a fifth of the
 * time of calling {@link Math#exp} for each number.
 */
public final class Exponential {

    /** 2^10: numbers are divided by it, which leaves at most 0.11, and the result is then squared ten times. */
    private static final double DIVISOR = 1024;
    /** Beyond these bounds a float's exponential is 0 or infinite. */
    private static final double LOWEST = -110;

    private static final double HIGHEST = 110;
    private static final int CHUNK = 512;
    private static final ThreadLocal<double[]> SCRATCH = ThreadLocal.withInitial(() -> new double[CHUNK]);

    private Exponential() {}

    /**
     * Overwrites the first n numbers with their exponentials, to the nearest float or its neighbour. Evaluates the
     * Taylor polynomial of degree 6 around 0 in double precision, with a relative error below 1e-7. NaN stays NaN.
     */
    public static void apply(float[] x, int n) {
        double[] y = SCRATCH.get();
        for (int from = 0; from < n; from += CHUNK) {
            int count = Math.min(CHUNK, n - from);
            // Conversions prevent a loop from being vectorised, so they have loops of their own.
            for (int i = 0; i < count; i++) {
                y[i] = x[from + i];
            }
            apply(y, 0, count);
            for (int i = 0; i < count; i++) {
                x[from + i] = (float) y[i];
            }
        }
    }

    private static void apply(double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            double r = Math.max(LOWEST, Math.min(HIGHEST, y[i])) * (1 / DIVISOR);
            double e = 1 + r * (1 + r * (1.0 / 2 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720))))));
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            y[i] = e * e;
        }
    }

    /** Overwrites the first n numbers with their exponentials, as computed by {@link Math#exp}. */
    public static void apply(double[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = Math.exp(x[i]);
        }
    }
}
