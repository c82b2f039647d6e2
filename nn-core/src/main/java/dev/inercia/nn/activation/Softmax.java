package dev.inercia.nn.activation;

import dev.inercia.nn.tensor.Exponential;

/**
 * Probabilities over each row: {@code y_j = exp(z_j) / sum_k exp(z_k)}. Safe for any finite z: subtracts the row's
 * maximum first.
 *
 * <p>The output activation of a classifier, with {@code SoftmaxCrossEntropy} as its loss.
 */
public record Softmax() implements Activation {

    @Override
    public void apply(float[] z, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            int from = i * columns;
            int to = from + columns;
            float max = z[from];
            for (int j = from + 1; j < to; j++) {
                max = Math.max(max, z[j]);
            }
            for (int j = from; j < to; j++) {
                z[j] -= max;
            }
        }
        Exponential.apply(z, rows * columns);
        for (int i = 0; i < rows; i++) {
            int from = i * columns;
            int to = from + columns;
            float sum = 0;
            for (int j = from; j < to; j++) {
                sum += z[j];
            }
            float scale = 1f / sum;
            for (int j = from; j < to; j++) {
                z[j] *= scale;
            }
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            int from = i * columns;
            int to = from + columns;
            float dot = 0;
            for (int j = from; j < to; j++) {
                dot += y[j] * d[j];
            }
            for (int j = from; j < to; j++) {
                d[j] = y[j] * (d[j] - dot);
            }
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            int from = i * columns;
            int to = from + columns;
            double max = z[from];
            for (int j = from + 1; j < to; j++) {
                max = Math.max(max, z[j]);
            }
            for (int j = from; j < to; j++) {
                z[j] -= max;
            }
        }
        Exponential.apply(z, rows * columns);
        for (int i = 0; i < rows; i++) {
            int from = i * columns;
            int to = from + columns;
            double sum = 0;
            for (int j = from; j < to; j++) {
                sum += z[j];
            }
            double scale = 1.0 / sum;
            for (int j = from; j < to; j++) {
                z[j] *= scale;
            }
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            int from = i * columns;
            int to = from + columns;
            double dot = 0;
            for (int j = from; j < to; j++) {
                dot += y[j] * d[j];
            }
            for (int j = from; j < to; j++) {
                d[j] = y[j] * (d[j] - dot);
            }
        }
    }
}
