package dev.inercia.nn.activation;

/**
 * The usual approximation of {@link Gelu}, {@code y = z/2 (1 + tanh(sqrt(2/pi) (z + 0.044715 z^3)))}.
 *
 * <p>Source: Hendrycks and Gimpel, "Gaussian Error Linear Units (GELUs)", 2016, section 2.
 */
public record GeluTanh() implements ElementWiseActivation {

    private static final double SCALE = Math.sqrt(2 / Math.PI);
    private static final double CUBE = 0.044715;

    @Override
    public boolean needsInput() {
        return true;
    }

    @Override
    public void apply(float[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = (float) (0.5 * z[i] * (1 + Math.tanh(inner(z[i]))));
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
            z[i] = 0.5 * z[i] * (1 + Math.tanh(inner(z[i])));
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= slope(z[i]);
        }
    }

    private static double inner(double z) {
        return SCALE * (z + CUBE * z * z * z);
    }

    private static double slope(double z) {
        double t = Math.tanh(inner(z));
        return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * SCALE * (1 + 3 * CUBE * z * z);
    }
}
