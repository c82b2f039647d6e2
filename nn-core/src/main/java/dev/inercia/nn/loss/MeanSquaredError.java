package dev.inercia.nn.loss;

/**
 * The squared error, averaged over all elements, {@code L = 1/(rows columns) sum (p - t)^2}.
 */
public record MeanSquaredError() implements RowLoss {

    @Override
    public double apply(float[] p, float[] t, float[] g, int rows, int columns) {
        int n = rows * columns;
        float scale = 2f / n;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            float error = p[i] - t[i];
            sum += (double) error * error;
            g[i] = scale * error;
        }
        return sum / n;
    }

    @Override
    public double apply(double[] p, double[] t, double[] g, int rows, int columns) {
        int n = rows * columns;
        double scale = 2.0 / n;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double error = p[i] - t[i];
            sum += error * error;
            g[i] = scale * error;
        }
        return sum / n;
    }
}
