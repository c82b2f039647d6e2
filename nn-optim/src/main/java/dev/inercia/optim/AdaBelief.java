package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * Adam that divides by how far gradients are from what it believed: {@code m <- beta1 m + (1 - beta1) g},
 * {@code s <- beta2 s + (1 - beta2) (g - m)^2 + epsilon}, {@code p <- p - learningRate mHat / (sqrt(sHat) + epsilon)}
 * with {@code mHat = m / (1 - beta1^t)} and {@code sHat = s / (1 - beta2^t)} at step t.
 *
 * <p>Epsilon is in both places, as in the paper and in its authors' program, whose default it has.
 *
 * <p>State: {@code firstMoment}, m, and {@code secondMoment}, s, both from 0.
 *
 * <p>Source: Zhuang et al., "AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients", 2020,
 * algorithm 2.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param beta1 how much of the first moment a step keeps, in [0, 1), by default {@value #BETA1}
 * @param beta2 how much of the second moment a step keeps, in [0, 1), by default {@value #BETA2}
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 */
public record AdaBelief(double learningRate, double beta1, double beta2, double epsilon) implements ElementWise {

    public static final double LEARNING_RATE = 0.001;

    public static final double BETA1 = 0.9;

    public static final double BETA2 = 0.999;

    public static final double EPSILON = 1e-16;

    /**
     * Added to the deviation and taken away again, this rounds to 0 what is so small that its square would be a
     * denormal, and slow; beside epsilon neither is seen.
     */
    private static final float TINY = 1e-10f;

    private static final double TINY_DOUBLE = 1e-135;

    /** Uses the defaults. */
    public AdaBelief() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public AdaBelief(double learningRate) {
        this(learningRate, BETA1, BETA2, EPSILON);
    }

    public AdaBelief {
        Range.atLeastZero("AdaBelief", "learningRate", learningRate);
        Range.fraction("AdaBelief", "beta1", beta1);
        Range.fraction("AdaBelief", "beta2", beta2);
        Range.aboveZero("AdaBelief", "epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        return List.of("firstMoment", "secondMoment");
    }

    @Override
    public List<String> squares() {
        return List.of("secondMoment");
    }

    @Override
    public Rule rule(Rates rates, long step) {
        double beta1 = rates.momentumOr(this.beta1);
        double corrected = rates.learningRate() / (1 - Math.pow(beta1, step));
        double correction = 1 / Math.sqrt(1 - Math.pow(beta2, step));
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] m = state[0];
                float[] s = state[1];
                float rate = (float) corrected;
                float root = (float) correction;
                float b1 = (float) beta1;
                float b2 = (float) beta2;
                float c1 = (float) (1 - beta1);
                float c2 = (float) (1 - beta2);
                float eps = Rule.atLeastNormal((float) epsilon);
                for (int i = from; i < to; i++) {
                    m[i] = b1 * m[i] + c1 * g[i];
                    float d = (g[i] - m[i] + TINY) - TINY;
                    s[i] = b2 * s[i] + c2 * d * d + eps;
                    p[i] -= rate * m[i] / ((float) Math.sqrt(s[i]) * root + eps);
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] m = state[0];
                double[] s = state[1];
                double rate = corrected;
                double root = correction;
                double b1 = beta1;
                double b2 = beta2;
                double c1 = 1 - beta1;
                double c2 = 1 - beta2;
                double eps = Rule.atLeastNormal(epsilon);
                for (int i = from; i < to; i++) {
                    m[i] = b1 * m[i] + c1 * g[i];
                    double d = (g[i] - m[i] + TINY_DOUBLE) - TINY_DOUBLE;
                    s[i] = b2 * s[i] + c2 * d * d + eps;
                    p[i] -= rate * m[i] / (Math.sqrt(s[i]) * root + eps);
                }
            }
        };
    }
}
