package dev.inercia.nn.activation;

/**
 * {@code y = z}: no activation.
 */
public record Identity() implements ElementWiseActivation {

    @Override
    public boolean isCheap() {
        return true;
    }

    @Override
    public void apply(float[] z, int rows, int columns) {
        // y is z
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        // the gradient passes unchanged
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        // y is z
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        // the gradient passes unchanged
    }
}
