package dev.inercia.nn.activation;

/**
 * The hyperbolic tangent, {@code y = tanh(z)}, between -1 and 1.
 */
public record Tanh() implements ElementWiseActivation {

    @Override
    public void apply(float[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = (float) Math.tanh(z[i]);
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= 1f - y[i] * y[i];
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = Math.tanh(z[i]);
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= 1 - y[i] * y[i];
        }
    }
}
