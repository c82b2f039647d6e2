package dev.inercia.nn.activation;

/**
 * The scaled exponential linear unit: {@code y = scale z} for positive z, else {@code scale alpha (exp(z) - 1)}, with
 * the constants that keep mean 0 and variance 1 from layer to layer when weights start as {@code LeCun.normal()}.
 *
 * <p>Source: Klambauer et al., "Self-Normalizing Neural Networks", 2017, equations 2 and 14.
 */
public record Selu() implements ElementWiseActivation {

    private static final double SCALE = 1.0507009873554805;
    private static final double ALPHA = 1.6732632423543772;

    @Override
    public void apply(float[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = (float) (z[i] > 0 ? SCALE * z[i] : SCALE * ALPHA * Math.expm1(z[i]));
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= (float) (y[i] > 0 ? SCALE : y[i] + SCALE * ALPHA);
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = z[i] > 0 ? SCALE * z[i] : SCALE * ALPHA * Math.expm1(z[i]);
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= y[i] > 0 ? SCALE : y[i] + SCALE * ALPHA;
        }
    }
}
