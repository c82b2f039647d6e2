package dev.inercia.nn.activation;

/**
 * The Gaussian error linear unit, {@code y = z Phi(z)}, with Phi the distribution function of the standard normal.
 * Exact; {@link GeluTanh} is its usual approximation.
 *
 * <p>Source: Hendrycks and Gimpel, "Gaussian Error Linear Units (GELUs)", 2016.
 */
public record Gelu() implements ElementWiseActivation {

    @Override
    public boolean needsInput() {
        return true;
    }

    @Override
    public void apply(float[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = (float) (z[i] * distribution(z[i]));
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= (float) (distribution(z[i]) + z[i] * density(z[i]));
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = z[i] * distribution(z[i]);
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= distribution(z[i]) + z[i] * density(z[i]);
        }
    }

    private static double density(double z) {
        return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    }

    /**
     * The distribution function of the standard normal, to an absolute error of about 1e-15.
     *
     * <p>Source: Marsaglia, "Evaluating the Normal Distribution", 2004: 1/2 + density(z) (z + z^3/3 + z^5/(3 5) + ...).
     */
    private static double distribution(double z) {
        if (!(Math.abs(z) < 8.5)) {
            return z > 0 ? 1 : z < 0 ? 0 : z; // beyond, Phi rounds to 0 or 1; NaN stays NaN
        }
        double sum = z;
        double previous = 0;
        double term = z;
        for (int i = 3; sum != previous; i += 2) {
            previous = sum;
            term *= z * z / i;
            sum += term;
        }
        return 0.5 + density(z) * sum;
    }
}
