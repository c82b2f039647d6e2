package dev.inercia.nn.activation;

/**
 * The leaky rectified linear unit: {@code y = z} for positive z, else {@code slope z}; at 0 the slope is {@code slope}.
 *
 * <p>Source: Maas, Hannun and Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic Models", 2013.
 *
 * @param slope the slope for negative z, from 0 up to 1 (exclusive), by default {@value #SLOPE}
 */
public record LeakyRelu(double slope) implements ElementWiseActivation {

    public static final double SLOPE = 0.01;

    /** Uses slope {@value #SLOPE}. */
    public LeakyRelu() {
        this(SLOPE);
    }

    public LeakyRelu {
        if (!(slope >= 0 && slope < 1)) {
            throw new IllegalArgumentException("LeakyRelu: slope must be in [0, 1), but is " + slope);
        }
    }

    @Override
    public boolean isCheap() {
        return true;
    }

    @Override
    public void apply(float[] z, int rows, int columns) {
        float slope = (float) this.slope;
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = Math.max(z[i], slope * z[i]);
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        float slope = (float) this.slope;
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= slope + (1f - slope) * Activation.isPositive(y[i]);
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        double slope = this.slope;
        for (int i = 0, n = rows * columns; i < n; i++) {
            z[i] = Math.max(z[i], slope * z[i]);
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        double slope = this.slope;
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= slope + (1 - slope) * Activation.isPositive(y[i]);
        }
    }
}
