package dev.inercia.nn.activation;

/**
 * The logistic function, {@code y = 1 / (1 + exp(-z))}, between 0 and 1.
 *
 * <p>Safe for any z: where {@code exp(-z)} overflows to infinity, y is 0.
 */
public record Sigmoid() implements Activation {

    @Override
    public void apply(float[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = 1f / (1f + (float) Math.exp(-z[i]));
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= y[i] * (1f - y[i]);
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = 1 / (1 + Math.exp(-z[i]));
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= y[i] * (1 - y[i]);
        }
    }
}
