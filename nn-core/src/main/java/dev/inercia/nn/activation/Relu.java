package dev.inercia.nn.activation;

/**
 * The rectified linear unit, {@code y = max(0, z)}; its slope at 0 is 0.
 *
 * <p>Source: Nair and Hinton, "Rectified Linear Units Improve Restricted Boltzmann Machines", 2010.
 */
public record Relu() implements ElementWiseActivation {

    @Override
    public boolean isCheap() {
        return true;
    }

    @Override
    public void apply(float[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = Math.max(0f, z[i]);
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= Activation.isNotZero(y[i]);
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = Math.max(0, z[i]);
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= Activation.isNotZero(y[i]);
        }
    }
}
