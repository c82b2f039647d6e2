package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * Adam with decoupled weight decay: every step first shrinks the parameters that decay,
 * {@code p <- p - learningRate weightDecay p}, then is {@link Adam}'s, {@code m <- beta1 m + (1 - beta1) g},
 * {@code v <- beta2 v + (1 - beta2) g^2}, {@code p <- p - learningRate mHat / (sqrt(vHat) + epsilon)}.
 *
 * <p>The decay is not in the gradient, as that of an L2 penalty is, so it is not divided by the root. It is multiplied
 * by the learning rate in force, as in {@code torch.optim.AdamW}; the paper multiplies it by the schedule alone.
 * Epsilon is added after the bias correction. Biases, and what normalisation layers scale and shift by, do not decay
 * unless their {@link ParameterGroups} says so.
 *
 * <p>State: {@code firstMoment}, m, and {@code secondMoment}, v, both from 0.
 *
 * <p>Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019, algorithm 2.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param beta1 how much of the first moment a step keeps, in [0, 1), by default {@value #BETA1}
 * @param beta2 how much of the second moment a step keeps, in [0, 1), by default {@value #BETA2}
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 * @param weightDecay decoupled weight decay, finite and at least 0, by default {@value #WEIGHT_DECAY}
 */
public record AdamW(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements ElementWise {

    public static final double LEARNING_RATE = 0.001;

    public static final double BETA1 = 0.9;

    public static final double BETA2 = 0.999;

    public static final double EPSILON = 1e-8;

    public static final double WEIGHT_DECAY = 0.01;

    /** Uses the defaults. */
    public AdamW() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public AdamW(double learningRate) {
        this(learningRate, BETA1, BETA2, EPSILON, WEIGHT_DECAY);
    }

    public AdamW {
        Range.atLeastZero("AdamW", "learningRate", learningRate);
        Range.fraction("AdamW", "beta1", beta1);
        Range.fraction("AdamW", "beta2", beta2);
        Range.aboveZero("AdamW", "epsilon", epsilon);
        Range.atLeastZero("AdamW", "weightDecay", weightDecay);
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
        double kept = 1 - rates.learningRate() * rates.weightDecay() * weightDecay;
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] m = state[0];
                float[] v = state[1];
                float keep = (float) kept;
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
                    p[i] = keep * p[i] - rate * m[i] / ((float) Math.sqrt(v[i]) * root + eps);
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] m = state[0];
                double[] v = state[1];
                double keep = kept;
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
                    p[i] = keep * p[i] - rate * m[i] / (Math.sqrt(v[i]) * root + eps);
                }
            }
        };
    }
}
