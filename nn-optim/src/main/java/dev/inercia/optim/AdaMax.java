package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * Adam by the largest gradient instead of the mean square: {@code m <- beta1 m + (1 - beta1) g},
 * {@code u <- max(beta2 u, |g| + epsilon)}, {@code p <- p - learningRate / (1 - beta1^t) m / u} at step t.
 *
 * <p>Epsilon is inside the maximum, as in {@code torch.optim.Adamax}; the paper has none, and divides 0 by 0.
 *
 * <p>State: {@code firstMoment}, m, and {@code infinityNorm}, u, both from 0.
 *
 * <p>Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 2.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param beta1 how much of the first moment a step keeps, in [0, 1), by default {@value #BETA1}
 * @param beta2 how much of the largest gradient a step keeps, in [0, 1), by default {@value #BETA2}
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 */
public record AdaMax(double learningRate, double beta1, double beta2, double epsilon) implements ElementWise {

    public static final double LEARNING_RATE = 0.002;

    public static final double BETA1 = 0.9;

    public static final double BETA2 = 0.999;

    public static final double EPSILON = 1e-8;

    /** Uses the defaults. */
    public AdaMax() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public AdaMax(double learningRate) {
        this(learningRate, BETA1, BETA2, EPSILON);
    }

    public AdaMax {
        Range.atLeastZero("AdaMax", "learningRate", learningRate);
        Range.fraction("AdaMax", "beta1", beta1);
        Range.fraction("AdaMax", "beta2", beta2);
        Range.aboveZero("AdaMax", "epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        return List.of("firstMoment", "infinityNorm");
    }

    @Override
    public Rule rule(Rates rates, long step) {
        double beta1 = rates.momentumOr(this.beta1);
        double corrected = rates.learningRate() / (1 - Math.pow(beta1, step));
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] m = state[0];
                float[] u = state[1];
                float rate = (float) corrected;
                float b1 = (float) beta1;
                float b2 = (float) beta2;
                float c1 = (float) (1 - beta1);
                float eps = Rule.atLeastNormal((float) epsilon);
                for (int i = from; i < to; i++) {
                    m[i] = b1 * m[i] + c1 * g[i];
                    u[i] = Math.max(b2 * u[i], Math.abs(g[i]) + eps);
                    p[i] -= rate * m[i] / u[i];
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] m = state[0];
                double[] u = state[1];
                double rate = corrected;
                double b1 = beta1;
                double b2 = beta2;
                double c1 = 1 - beta1;
                double eps = Rule.atLeastNormal(epsilon);
                for (int i = from; i < to; i++) {
                    m[i] = b1 * m[i] + c1 * g[i];
                    u[i] = Math.max(b2 * u[i], Math.abs(g[i]) + eps);
                    p[i] -= rate * m[i] / u[i];
                }
            }
        };
    }
}
