package dev.inercia.nn.loss;

/**
 * The quadratic cost: half the squared error summed over outputs, averaged over the batch, {@code L = 1/(2 rows) sum
 * (p - t)^2}.
 *
 * <p>Source: Nielsen, "Neural Networks and Deep Learning", equation 6. {@link MeanSquaredError} differs by a factor.
 */
public record Quadratic() implements RowLoss {

    @Override
    public double apply(float[] p, float[] t, float[] g, int rows, int columns) {
        float scale = 1f / rows;
        double sum = 0;
        for (int i = 0, n = rows * columns; i < n; i++) {
            float error = p[i] - t[i];
            sum += (double) error * error;
            g[i] = scale * error;
        }
        return 0.5 * sum / rows;
    }

    @Override
    public double apply(double[] p, double[] t, double[] g, int rows, int columns) {
        double scale = 1.0 / rows;
        double sum = 0;
        for (int i = 0, n = rows * columns; i < n; i++) {
            double error = p[i] - t[i];
            sum += error * error;
            g[i] = scale * error;
        }
        return 0.5 * sum / rows;
    }
}
