package dev.inercia.nn.activation;

/**
 * {@code y = z tanh(softplus(z))}.
 *
 * <p>Source: Misra, "Mish: A Self Regularized Non-Monotonic Activation Function", 2019.
 */
public record Mish() implements ElementWiseActivation {

    @Override
    public boolean needsInput() {
        return true;
    }

    @Override
    public void apply(float[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = (float) (z[i] * Math.tanh(Softplus.softplus(z[i])));
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= (float) slope(z[i]);
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = z[i] * Math.tanh(Softplus.softplus(z[i]));
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= slope(z[i]);
        }
    }

    private static double slope(double z) {
        double t = Math.tanh(Softplus.softplus(z));
        return t + z * (1 - t * t) * Swish.sigmoid(z);
    }
}
