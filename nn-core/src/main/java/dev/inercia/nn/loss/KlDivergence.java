package dev.inercia.nn.loss;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.tensor.Shape;
import java.util.Optional;

/**
 * The Kullback-Leibler divergence from the softmax of the logits to target probabilities, fused with the softmax;
 * summed over classes, averaged over the batch: {@code L = 1/rows sum t (log t - log softmax(z))}, with {@code 0 log 0
 * = 0}.
 *
 * <p>Equals the {@link SoftmaxCrossEntropy} minus the entropy of the targets, a constant, so the gradient is the same.
 */
public record KlDivergence() implements RowLoss {

    private static final SoftmaxCrossEntropy CROSS_ENTROPY = new SoftmaxCrossEntropy();

    @Override
    public Optional<Activation> fusedWith() {
        return Optional.of(new Softmax());
    }

    @Override
    public void requireFits(Shape outputs) {
        BoundRowLoss.requireClasses(this, outputs);
    }

    @Override
    public void requireTargets(double[] row) {
        BoundRowLoss.requireProbabilities(this, row);
    }

    @Override
    public double apply(float[] p, float[] t, float[] g, int rows, int columns) {
        double entropy = 0;
        for (int i = 0; i < rows * columns; i++) {
            entropy -= t[i] > 0 ? t[i] * Math.log(t[i]) : 0;
        }
        return CROSS_ENTROPY.apply(p, t, g, rows, columns) - entropy / rows;
    }

    @Override
    public double apply(double[] p, double[] t, double[] g, int rows, int columns) {
        double entropy = 0;
        for (int i = 0; i < rows * columns; i++) {
            entropy -= t[i] > 0 ? t[i] * Math.log(t[i]) : 0;
        }
        return CROSS_ENTROPY.apply(p, t, g, rows, columns) - entropy / rows;
    }
}
