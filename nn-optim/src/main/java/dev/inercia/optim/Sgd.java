package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * Gradient descent, {@code p <- p - learningRate g}; stochastic, where the gradient is a batch's.
 *
 * <p>Source: Robbins and Monro, "A Stochastic Approximation Method", 1951. As {@code torch.optim.SGD}.
 *
 * @param learningRate finite and at least 0
 */
public record Sgd(double learningRate) implements ElementWise {

    public Sgd {
        Range.atLeastZero("Sgd", "learningRate", learningRate);
    }

    @Override
    public List<String> slots() {
        return List.of();
    }

    @Override
    public Rule rule(Rates rates, long step) {
        double learningRate = rates.learningRate();
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float rate = (float) learningRate;
                for (int i = from; i < to; i++) {
                    p[i] -= rate * g[i];
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double rate = learningRate;
                for (int i = from; i < to; i++) {
                    p[i] -= rate * g[i];
                }
            }
        };
    }
}
