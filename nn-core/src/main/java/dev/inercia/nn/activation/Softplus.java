package dev.inercia.nn.activation;

/**
 * {@code y = log(1 + exp(z))}, a smooth {@link Relu}. Safe for any z: computed as
 * {@code max(z, 0) + log(1 + exp(-|z|))}.
 *
 * <p>Source: Dugas et al., "Incorporating Second-Order Functional Knowledge for Better Option Pricing", 2001.
 */
public record Softplus() implements ElementWiseActivation {

    @Override
    public void apply(float[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = (float) softplus(z[i]);
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            // The slope is sigmoid(z), which is 1 - exp(-y).
            d[i] *= (float) -Math.expm1(-y[i]);
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = softplus(z[i]);
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            // The slope is sigmoid(z), which is 1 - exp(-y).
            d[i] *= -Math.expm1(-y[i]);
        }
    }

    static double softplus(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }
}
