package dev.inercia.nn.activation;

/**
 * {@code y = z / (1 + |z|)}, between -1 and 1 with slower tails than {@link Tanh}.
 *
 * <p>Source: Glorot and Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural Networks", 2010.
 */
public record Softsign() implements ElementWiseActivation {

    @Override
    public void apply(float[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = z[i] / (1f + Math.abs(z[i]));
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            float slope = 1f - Math.abs(y[i]);
            d[i] *= slope * slope;
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = z[i] / (1 + Math.abs(z[i]));
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            double slope = 1 - Math.abs(y[i]);
            d[i] *= slope * slope;
        }
    }
}
