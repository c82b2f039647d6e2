package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * Adam with Nesterov's look ahead: {@code m <- beta1 m + (1 - beta1) g}, {@code v <- beta2 v + (1 - beta2) g^2},
 * {@code p <- p - learningRate (muNext m / (1 - product muNext) + (1 - mu) g / (1 - product)) / (sqrt(vHat) + epsilon)}
 * at step t, with {@code mu = beta1 (1 - 0.96^(t momentumDecay) / 2)}, muNext that of the step to come, product that of
 * mu over all steps so far, and {@code vHat = v / (1 - beta2^t)}.
 *
 * <p>As in {@code torch.optim.NAdam} (from version 2 on; up to 1.13 it counted mu twice in the product to come): the
 * schedule of mu is the paper's, epsilon is added after the bias correction. The product is worked out from the number
 * of steps, not kept; a schedule's momentum counts as if it had been in force from the start.
 *
 * <p>State: {@code firstMoment}, m, and {@code secondMoment}, v, both from 0.
 *
 * <p>Source: Dozat, "Incorporating Nesterov Momentum into Adam", 2016, algorithm 2 and section 3.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param beta1 how much of the first moment a step keeps, in [0, 1), by default {@value #BETA1}
 * @param beta2 how much of the second moment a step keeps, in [0, 1), by default {@value #BETA2}
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 * @param momentumDecay how fast mu rises to beta1, finite and at least 0, by default {@value #MOMENTUM_DECAY}
 */
public record Nadam(double learningRate, double beta1, double beta2, double epsilon, double momentumDecay)
        implements ElementWise {

    public static final double LEARNING_RATE = 0.002;

    public static final double BETA1 = 0.9;

    public static final double BETA2 = 0.999;

    public static final double EPSILON = 1e-8;

    public static final double MOMENTUM_DECAY = 0.004;

    /** Uses the defaults. */
    public Nadam() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public Nadam(double learningRate) {
        this(learningRate, BETA1, BETA2, EPSILON, MOMENTUM_DECAY);
    }

    public Nadam {
        Range.atLeastZero("Nadam", "learningRate", learningRate);
        Range.fraction("Nadam", "beta1", beta1);
        Range.fraction("Nadam", "beta2", beta2);
        Range.aboveZero("Nadam", "epsilon", epsilon);
        Range.atLeastZero("Nadam", "momentumDecay", momentumDecay);
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
        double product = product(beta1, step);
        double mu = mu(beta1, step);
        double muNext = mu(beta1, step + 1);
        double momentRate = rates.learningRate() * muNext / (1 - product * muNext);
        double gradientRate = rates.learningRate() * (1 - mu) / (1 - product);
        double correction = 1 / Math.sqrt(1 - Math.pow(beta2, step));
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] m = state[0];
                float[] v = state[1];
                float mRate = (float) momentRate;
                float gRate = (float) gradientRate;
                float root = (float) correction;
                float b1 = (float) beta1;
                float b2 = (float) beta2;
                float c1 = (float) (1 - beta1);
                float c2 = (float) (1 - beta2);
                float eps = Rule.atLeastNormal((float) epsilon);
                for (int i = from; i < to; i++) {
                    m[i] = b1 * m[i] + c1 * g[i];
                    v[i] = b2 * v[i] + c2 * g[i] * g[i];
                    p[i] -= (mRate * m[i] + gRate * g[i]) / ((float) Math.sqrt(v[i]) * root + eps);
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] m = state[0];
                double[] v = state[1];
                double mRate = momentRate;
                double gRate = gradientRate;
                double root = correction;
                double b1 = beta1;
                double b2 = beta2;
                double c1 = 1 - beta1;
                double c2 = 1 - beta2;
                double eps = Rule.atLeastNormal(epsilon);
                for (int i = from; i < to; i++) {
                    m[i] = b1 * m[i] + c1 * g[i];
                    v[i] = b2 * v[i] + c2 * g[i] * g[i];
                    p[i] -= (mRate * m[i] + gRate * g[i]) / (Math.sqrt(v[i]) * root + eps);
                }
            }
        };
    }

    private double mu(double beta1, long step) {
        return beta1 * (1 - 0.5 * Math.pow(0.96, step * momentumDecay));
    }

    /** The product of mu over all steps; ends where it no longer shows beside 1. */
    private double product(double beta1, long step) {
        double factor = Math.pow(0.96, momentumDecay);
        double power = 1;
        double product = 1;
        for (long i = 1; i <= step && product > 1e-20; i++) {
            power *= factor;
            product *= beta1 * (1 - 0.5 * power);
        }
        return product;
    }
}
