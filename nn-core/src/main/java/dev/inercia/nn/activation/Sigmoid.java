package dev.inercia.nn.activation;

import dev.inercia.nn.tensor.Exponential;

/**
 * The logistic function, {@code y = 1 / (1 + exp(-z))}, between 0 and 1.
 *
 * <p>Safe for any z: if {@code exp(-z)} overflows to infinity, y is 0.
 */
public record Sigmoid() implements ElementWiseActivation {

    @Override
    public void apply(float[] z, int rows, int columns) {
        int n = rows * columns;
        for (int i = 0; i < n; i++) {
            z[i] = -z[i];
        }
        Exponential.apply(z, n);
        for (int i = 0; i < n; i++) {
            z[i] = 1f / (1f + z[i]);
        }
    }

    @Override
    public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= y[i] * (1f - y[i]);
        }
    }

    @Override
    public void apply(double[] z, int rows, int columns) {
        int n = rows * columns;
        for (int i = 0; i < n; i++) {
            z[i] = -z[i];
        }
        Exponential.apply(z, n);
        for (int i = 0; i < n; i++) {
            z[i] = 1.0 / (1 + z[i]);
        }
    }

    @Override
    public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
        for (int i = 0, n = rows * columns; i < n; i++) {
            d[i] *= y[i] * (1 - y[i]);
        }
    }
}
