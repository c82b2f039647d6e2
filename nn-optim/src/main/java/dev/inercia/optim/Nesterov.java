package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * Nesterov's accelerated gradient: {@code v <- momentum v + g}, {@code p <- p - learningRate (g + momentum v)}.
 *
 * <p>The gradient is taken where the parameters are, and the look ahead is put into the step: PyTorch's form
 * ({@code torch.optim.SGD(nesterov=True)}). Sutskever's original takes the gradient at the place looked ahead to; its
 * parameters are ours seen from there.
 *
 * <p>State: {@code velocity}, v.
 *
 * <p>Source: Sutskever et al., "On the Importance of Initialization and Momentum in Deep Learning", 2013; this form:
 * Bengio, Boulanger-Lewandowski and Pascanu, "Advances in Optimizing Recurrent Networks", 2013, equation 7.
 *
 * @param learningRate finite and at least 0
 * @param momentum how much of the velocity a step keeps, in [0, 1), by default {@value #MOMENTUM}
 */
public record Nesterov(double learningRate, double momentum) implements ElementWise {

    public static final double MOMENTUM = 0.9;

    /** With the default momentum. */
    public Nesterov(double learningRate) {
        this(learningRate, MOMENTUM);
    }

    public Nesterov {
        Range.atLeastZero("Nesterov", "learningRate", learningRate);
        Range.fraction("Nesterov", "momentum", momentum);
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
                    p[i] -= rate * (g[i] + mu * v[i]);
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] v = state[0];
                double rate = learningRate;
                double mu = momentum;
                for (int i = from; i < to; i++) {
                    v[i] = mu * v[i] + g[i];
                    p[i] -= rate * (g[i] + mu * v[i]);
                }
            }
        };
    }
}
