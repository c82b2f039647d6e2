package dev.inercia.nn.loss;

/**
 * The absolute error, averaged over all elements, {@code L = 1/(rows columns) sum |p - t|}; the gradient at 0 is 0.
 */
public record MeanAbsoluteError() implements RowLoss {

    @Override
    public double apply(float[] p, float[] t, float[] g, int rows, int columns) {
        int n = rows * columns;
        float scale = 1f / n;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            float error = p[i] - t[i];
            sum += Math.abs(error);
            g[i] = scale * Math.signum(error);
        }
        return sum / n;
    }

    @Override
    public double apply(double[] p, double[] t, double[] g, int rows, int columns) {
        int n = rows * columns;
        double scale = 1.0 / n;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double error = p[i] - t[i];
            sum += Math.abs(error);
            g[i] = scale * Math.signum(error);
        }
        return sum / n;
    }
}
