package dev.inercia.nn.activation;

/**
 * The exponential linear unit: {@code y = z} for positive z, else {@code alpha (exp(z) - 1)}.
 *
 * <p>Source: Clevert, Unterthiner and Hochreiter, "Fast and Accurate Deep Network Learning by Exponential Linear
 * Units", 2016, equation 15.
 *
 * @param alpha minus the value at minus infinity, above 0, by default {@value #ALPHA}
 */
public record Elu(double alpha) implements ElementWiseActivation {

    public static final double ALPHA = 1;

    /** Uses alpha {@value #ALPHA}. */
    public Elu() {
        this(ALPHA);
    }

    public Elu {
        if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Elu: alpha must be above 0 and finite, but is " + alpha);
        }
    }

    @Override
    public void apply(float[] z, int rows, int columns) {
        float alpha = (float) this.alpha;
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = z[i] > 0 ? z[i] : alpha * (float) Math.expm1(z[i]);
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        float alpha = (float) this.alpha;
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= y[i] > 0 ? 1f : y[i] + alpha;
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        double alpha = this.alpha;
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = z[i] > 0 ? z[i] : alpha * Math.expm1(z[i]);
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        double alpha = this.alpha;
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= y[i] > 0 ? 1 : y[i] + alpha;
        }
    }
}
