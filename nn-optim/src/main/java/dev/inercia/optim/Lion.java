package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * Lion: steps of one size, of which only the sign is computed, {@code c = beta1 m + (1 - beta1) g},
 * {@code p <- p - learningRate (sign(c) + weightDecay p)}, {@code m <- beta2 m + (1 - beta2) g}.
 *
 * <p>The sign of 0 is 0. Use a learning rate three to ten times smaller than Adam's, and a weight decay as many times
 * larger; the decay is decoupled, and spares biases and normalisation unless their {@link ParameterGroups} says
 * otherwise.
 *
 * <p>State: {@code firstMoment}, m, from 0.
 *
 * <p>Source: Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023, algorithm 2.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param beta1 the share of the first moment in a step, in [0, 1), by default {@value #BETA1}
 * @param beta2 how much of the first moment a step keeps, in [0, 1), by default {@value #BETA2}
 * @param weightDecay decoupled weight decay, finite and at least 0, by default {@value #WEIGHT_DECAY}
 */
public record Lion(double learningRate, double beta1, double beta2, double weightDecay) implements ElementWise {

    public static final double LEARNING_RATE = 0.0001;

    public static final double BETA1 = 0.9;

    public static final double BETA2 = 0.99;

    public static final double WEIGHT_DECAY = 0;

    /** Uses the defaults. */
    public Lion() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public Lion(double learningRate) {
        this(learningRate, BETA1, BETA2, WEIGHT_DECAY);
    }

    public Lion {
        Range.atLeastZero("Lion", "learningRate", learningRate);
        Range.fraction("Lion", "beta1", beta1);
        Range.fraction("Lion", "beta2", beta2);
        Range.atLeastZero("Lion", "weightDecay", weightDecay);
    }

    @Override
    public List<String> slots() {
        return List.of("firstMoment");
    }

    @Override
    public Rule rule(Rates rates, long step) {
        double learningRate = rates.learningRate();
        double beta1 = rates.momentumOr(this.beta1);
        double kept = 1 - learningRate * rates.weightDecay() * weightDecay;
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] m = state[0];
                float rate = (float) learningRate;
                float keep = (float) kept;
                float b1 = (float) beta1;
                float b2 = (float) beta2;
                float c1 = (float) (1 - beta1);
                float c2 = (float) (1 - beta2);
                for (int i = from; i < to; i++) {
                    float c = b1 * m[i] + c1 * g[i];
                    // The sign, without a branch: the JIT vectorises this.
                    float sign = Math.max(-1f, Math.min(1f, c * Float.MAX_VALUE));
                    p[i] = keep * p[i] - rate * sign;
                    m[i] = b2 * m[i] + c2 * g[i];
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] m = state[0];
                double rate = learningRate;
                double keep = kept;
                double b1 = beta1;
                double b2 = beta2;
                double c1 = 1 - beta1;
                double c2 = 1 - beta2;
                for (int i = from; i < to; i++) {
                    double c = b1 * m[i] + c1 * g[i];
                    // The sign, without a branch: the JIT vectorises this.
                    double sign = Math.max(-1, Math.min(1, c * Double.MAX_VALUE));
                    p[i] = keep * p[i] - rate * sign;
                    m[i] = b2 * m[i] + c2 * g[i];
                }
            }
        };
    }
}
