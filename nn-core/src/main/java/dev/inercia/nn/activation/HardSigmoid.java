package dev.inercia.nn.activation;

/**
 * A piecewise linear sigmoid, {@code y = min(max(z + 3, 0), 6) / 6}: 0 below -3, 1 above 3; its slope at the kinks is
 * 0.
 *
 * <p>Source: Howard et al., "Searching for MobileNetV3", 2019; as in PyTorch ({@code clip(0.2 z + 0.5)} elsewhere).
 */
public record HardSigmoid() implements ElementWiseActivation {

    @Override
    public void apply(float[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = Math.min(Math.max(z[i] + 3f, 0f), 6f) / 6f;
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= Activation.isPositive(y[i]) * Activation.isPositive(1f - y[i]) / 6f;
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = Math.min(Math.max(z[i] + 3, 0), 6) / 6;
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= Activation.isPositive(y[i]) * Activation.isPositive(1 - y[i]) / 6;
        }
    }
}
