package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * AdaGrad: steps divided by the root of the sum of all squared gradients, {@code s <- s + g^2},
 * {@code p <- p - learningRate g / (sqrt(s) + epsilon)}.
 *
 * <p>Epsilon is added outside the root, as in {@code torch.optim.Adagrad}; the paper's delta is too (its diagonal
 * form). The sum starts at 0, as in PyTorch; TensorFlow's starts at 0.1.
 *
 * <p>State: {@code squaredGradient}, s, from 0.
 *
 * <p>Source: Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization",
 * 2011, figure 1.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 */
public record AdaGrad(double learningRate, double epsilon) implements ElementWise {

    public static final double LEARNING_RATE = 0.01;

    public static final double EPSILON = 1e-10;

    /** Uses the defaults. */
    public AdaGrad() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public AdaGrad(double learningRate) {
        this(learningRate, EPSILON);
    }

    public AdaGrad {
        Range.atLeastZero("AdaGrad", "learningRate", learningRate);
        Range.aboveZero("AdaGrad", "epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        return List.of("squaredGradient");
    }

    @Override
    public List<String> squares() {
        return List.of("squaredGradient");
    }

    @Override
    public Rule rule(Rates rates, long step) {
        double learningRate = rates.learningRate();
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] s = state[0];
                float rate = (float) learningRate;
                float eps = Rule.atLeastNormal((float) epsilon);
                for (int i = from; i < to; i++) {
                    s[i] += g[i] * g[i];
                    p[i] -= rate * g[i] / ((float) Math.sqrt(s[i]) + eps);
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] s = state[0];
                double rate = learningRate;
                double eps = Rule.atLeastNormal(epsilon);
                for (int i = from; i < to; i++) {
                    s[i] += g[i] * g[i];
                    p[i] -= rate * g[i] / (Math.sqrt(s[i]) + eps);
                }
            }
        };
    }
}
