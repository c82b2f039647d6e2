package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * Adam, with bias correction: {@code m <- beta1 m + (1 - beta1) g}, {@code v <- beta2 v + (1 - beta2) g^2},
 * {@code p <- p - learningRate mHat / (sqrt(vHat) + epsilon)} with {@code mHat = m / (1 - beta1^t)} and
 * {@code vHat = v / (1 - beta2^t)} at step t.
 *
 * <p>Epsilon is added after the bias correction, as in the paper's algorithm 1 and in {@code torch.optim.Adam}; Keras
 * and ND4J add it before. Beta1 plays the part that momentum plays elsewhere; beta2 is RMSprop's decay.
 *
 * <p>State: {@code firstMoment}, m, and {@code secondMoment}, v, both from 0.
 *
 * <p>Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param beta1 how much of the first moment a step keeps, in [0, 1), by default {@value #BETA1}
 * @param beta2 how much of the second moment a step keeps, in [0, 1), by default {@value #BETA2}
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon) implements ElementWise {

    public static final double LEARNING_RATE = 0.001;

    public static final double BETA1 = 0.9;

    public static final double BETA2 = 0.999;

    public static final double EPSILON = 1e-8;

    /** Uses the defaults. */
    public Adam() {
        this(LEARNING_RATE);
    }

    /** With the default betas and epsilon. */
    public Adam(double learningRate) {
        this(learningRate, BETA1, BETA2, EPSILON);
    }

    public Adam {
        Range.atLeastZero("Adam", "learningRate", learningRate);
        Range.fraction("Adam", "beta1", beta1);
        Range.fraction("Adam", "beta2", beta2);
        Range.aboveZero("Adam", "epsilon", epsilon);
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
        // The corrections are taken out of the loop: rate / (1 - beta1^t), and the root's factor 1 / sqrt(1 - beta2^t).
        double corrected = rates.learningRate() / (1 - Math.pow(beta1, step));
        double correction = 1 / Math.sqrt(1 - Math.pow(beta2, step));
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] m = state[0];
                float[] v = state[1];
                float rate = (float) corrected;
                float root = (float) correction;
                float b1 = (float) beta1;
                float b2 = (float) beta2;
                float c1 = (float) (1 - beta1);
                float c2 = (float) (1 - beta2);
                float eps = Rule.atLeastNormal((float) epsilon);
                for (int i = from; i < to; i++) {
                    m[i] = b1 * m[i] + c1 * g[i];
                    v[i] = b2 * v[i] + c2 * g[i] * g[i];
                    p[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) * root + eps);
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] m = state[0];
                double[] v = state[1];
                double rate = corrected;
                double root = correction;
                double b1 = beta1;
                double b2 = beta2;
                double c1 = 1 - beta1;
                double c2 = 1 - beta2;
                double eps = Rule.atLeastNormal(epsilon);
                for (int i = from; i < to; i++) {
                    m[i] = b1 * m[i] + c1 * g[i];
                    v[i] = b2 * v[i] + c2 * g[i] * g[i];
                    p[i] -= rate * m[i] / (Math.sqrt(v[i]) * root + eps);
                }
            }
        };
    }
}
