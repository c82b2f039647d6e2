package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * Gradient descent with inertia: {@code v <- momentum v + g}, {@code p <- p - learningRate v}.
 *
 * <p>That is PyTorch's form ({@code torch.optim.SGD(momentum=...)}). The book's,
 * {@code v <- momentum v - learningRate g}, {@code p <- p + v}, takes the same steps as long as the learning rate stays
 * the same: its velocity is ours times minus the learning rate.
 *
 * <p>State: {@code velocity}, v.
 *
 * <p>Source: Polyak, "Some Methods of Speeding up the Convergence of Iteration Methods", 1964; Nielsen, "Neural
 * Networks and Deep Learning", equations 107 and 108.
 *
 * @param learningRate finite and at least 0
 * @param momentum how much of the velocity a step keeps, in [0, 1), by default {@value #MOMENTUM}; 0 is {@link Sgd}
 */
public record Momentum(double learningRate, double momentum) implements ElementWise {

    public static final double MOMENTUM = 0.9;

    /** With the default momentum. */
    public Momentum(double learningRate) {
        this(learningRate, MOMENTUM);
    }

    public Momentum {
        Range.atLeastZero("Momentum", "learningRate", learningRate);
        Range.fraction("Momentum", "momentum", momentum);
    }

    @Override
    public List<String> slots() {
        return List.of("velocity");
    }

    @Override
    public Rule rule(Rates rates, long step) {
        double learningRate = rates.learningRate();
        double momentum = rates.momentumOr(this.momentum);
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] v = state[0];
                float rate = (float) learningRate;
                float mu = (float) momentum;
                for (int i = from; i < to; i++) {
                    v[i] = mu * v[i] + g[i];
                    p[i] -= rate * v[i];
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] v = state[0];
                double rate = learningRate;
                double mu = momentum;
                for (int i = from; i < to; i++) {
                    v[i] = mu * v[i] + g[i];
                    p[i] -= rate * v[i];
                }
            }
        };
    }
}
