package dev.inercia.nn.loss;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.tensor.Shape;
import java.util.Optional;

/**
 * The Kullback-Leibler divergence from the softmax of the logits to target probabilities, fused with the softmax;
 * summed over classes, mean over the batch: {@code L = 1/rows sum t (log t - log softmax(z))}, with
 * {@code 0 log 0 = 0}.
 */
public record KlDivergence() implements RowLoss {

    @Override
    public Optional<Activation> fusedWith() {
        return Optional.of(new Softmax());
    }

    @Override
    public void requireFits(Shape outputs) {
        BoundRowLoss.requireClasses(this, outputs);
    }

    @Override
    public double apply(float[] p, float[] t, float[] g, int rows, int columns) {
        double loss = 0;
        float scale = 1f / rows;
        for (int from = 0; from < rows * columns; from += columns) {
            int to = from + columns;
            float max = p[from];
            for (int j = from + 1; j < to; j++) {
                max = Math.max(max, p[j]);
            }
            float sum = 0;
            float total = 0;
            double dot = 0;
            for (int j = from; j < to; j++) {
                double z = (double) p[j] - max;
                g[j] = (float) Math.exp(z);
                sum += g[j];
                total += t[j];
                dot += t[j] > 0 ? t[j] * (Math.log(t[j]) - z) : 0;
            }
            loss += total * Math.log(sum) + dot;
            for (int j = from; j < to; j++) {
                g[j] = scale * (total * g[j] / sum - t[j]);
            }
        }
        return loss / rows;
    }

    @Override
    public double apply(double[] p, double[] t, double[] g, int rows, int columns) {
        double loss = 0;
        double scale = 1.0 / rows;
        for (int from = 0; from < rows * columns; from += columns) {
            int to = from + columns;
            double max = p[from];
            for (int j = from + 1; j < to; j++) {
                max = Math.max(max, p[j]);
            }
            double sum = 0;
            double total = 0;
            double dot = 0;
            for (int j = from; j < to; j++) {
                double z = p[j] - max;
                g[j] = Math.exp(z);
                sum += g[j];
                total += t[j];
                dot += t[j] > 0 ? t[j] * (Math.log(t[j]) - z) : 0;
            }
            loss += total * Math.log(sum) + dot;
            for (int j = from; j < to; j++) {
                g[j] = scale * (total * g[j] / sum - t[j]);
            }
        }
        return loss / rows;
    }
}
