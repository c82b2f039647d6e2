package dev.inercia.nn.activation;

/**
 * {@code y = z sigmoid(z)}, also called SiLU.
 *
 * <p>Source: Ramachandran, Zoph and Le, "Searching for Activation Functions", 2017; there with beta = 1.
 */
public record Swish() implements ElementWiseActivation {

    @Override
    public boolean needsInput() {
        return true;
    }

    @Override
    public void apply(float[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = z[i] * (float) sigmoid(z[i]);
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            float s = (float) sigmoid(z[i]);
            d[i] *= s + y[i] * (1f - s);
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = z[i] * sigmoid(z[i]);
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            double s = sigmoid(z[i]);
            d[i] *= s + y[i] * (1 - s);
        }
    }

    static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
