package dev.inercia.nn.loss;

/**
 * Quadratic near the target, linear away from it, averaged over all elements: {@code e^2 / 2} for {@code |e| <=
 * delta}, else {@code delta (|e| - delta / 2)}, with {@code e = p - t}.
 *
 * <p>Source: Huber, "Robust Estimation of a Location Parameter", 1964.
 *
 * @param delta the error at which quadratic becomes linear, above 0, by default {@value #DELTA}, in the unit of the
 *     targets
 */
public record Huber(double delta) implements RowLoss {

    public static final double DELTA = 1;

    /** With the default delta. */
    public Huber() {
        this(DELTA);
    }

    public Huber {
        if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Huber: delta must be above 0 and finite, but is " + delta);
        }
    }

    @Override
    public double apply(float[] p, float[] t, float[] g, int rows, int columns) {
        int n = rows * columns;
        float delta = (float) this.delta;
        float scale = 1f / n;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            float error = p[i] - t[i];
            float size = Math.abs(error);
            sum += size <= delta ? 0.5 * error * error : delta * (size - 0.5 * delta);
            g[i] = scale * Math.max(-delta, Math.min(delta, error));
        }
        return sum / n;
    }

    @Override
    public double apply(double[] p, double[] t, double[] g, int rows, int columns) {
        int n = rows * columns;
        double delta = this.delta;
        double scale = 1.0 / n;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double error = p[i] - t[i];
            double size = Math.abs(error);
            sum += size <= delta ? 0.5 * error * error : delta * (size - 0.5 * delta);
            g[i] = scale * Math.max(-delta, Math.min(delta, error));
        }
        return sum / n;
    }
}
