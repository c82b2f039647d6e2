package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * Adam that is rectified while its second moment has seen too few gradients to be trusted:
 * {@code m <- beta1 m + (1 - beta1) g}, {@code v <- beta2 v + (1 - beta2) g^2}; with
 * {@code rhoMax = 2 / (1 - beta2) - 1} and {@code rho = rhoMax - 2 t beta2^t / (1 - beta2^t)} at step t,
 * {@code p <- p - learningRate r mHat sqrt(1 - beta2^t) / (sqrt(v) + epsilon)} if {@code rho > 5}, where
 * {@code r = sqrt((rho - 4) (rho - 2) rhoMax / ((rhoMax - 4) (rhoMax - 2) rho))}, else
 * {@code p <- p - learningRate mHat}; {@code mHat = m / (1 - beta1^t)}.
 *
 * <p>As in {@code torch.optim.RAdam}: the threshold is 5 (the paper has 4), epsilon is added before the bias
 * correction.
 *
 * <p>State: {@code firstMoment}, m, and {@code secondMoment}, v, both from 0.
 *
 * <p>Source: Liu et al., "On the Variance of the Adaptive Learning Rate and Beyond", 2020, algorithm 2.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param beta1 how much of the first moment a step keeps, in [0, 1), by default {@value #BETA1}
 * @param beta2 how much of the second moment a step keeps, in [0, 1), by default {@value #BETA2}
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 */
public record RAdam(double learningRate, double beta1, double beta2, double epsilon) implements ElementWise {

    public static final double LEARNING_RATE = 0.001;

    public static final double BETA1 = 0.9;

    public static final double BETA2 = 0.999;

    public static final double EPSILON = 1e-8;

    /** Uses the defaults. */
    public RAdam() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public RAdam(double learningRate) {
        this(learningRate, BETA1, BETA2, EPSILON);
    }

    public RAdam {
        Range.atLeastZero("RAdam", "learningRate", learningRate);
        Range.fraction("RAdam", "beta1", beta1);
        Range.fraction("RAdam", "beta2", beta2);
        Range.aboveZero("RAdam", "epsilon", epsilon);
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
        double power = Math.pow(beta2, step);
        double rhoMax = 2 / (1 - beta2) - 1;
        double rho = rhoMax - 2 * step * power / (1 - power);
        boolean isTrusted = rho > 5;
        double rectified = isTrusted
                ? Math.sqrt((rho - 4) * (rho - 2) * rhoMax / ((rhoMax - 4) * (rhoMax - 2) * rho) * (1 - power))
                : 1;
        double corrected = rates.learningRate() * rectified / (1 - Math.pow(beta1, step));
        // Not trusted, the divisor is 1.
        double factor = isTrusted ? 1 : 0;
        double added = isTrusted ? epsilon : 1;
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] m = state[0];
                float[] v = state[1];
                float rate = (float) corrected;
                float root = (float) factor;
                float b1 = (float) beta1;
                float b2 = (float) beta2;
                float c1 = (float) (1 - beta1);
                float c2 = (float) (1 - beta2);
                float eps = Rule.atLeastNormal((float) added);
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
                double root = factor;
                double b1 = beta1;
                double b2 = beta2;
                double c1 = 1 - beta1;
                double c2 = 1 - beta2;
                double eps = Rule.atLeastNormal(added);
                for (int i = from; i < to; i++) {
                    m[i] = b1 * m[i] + c1 * g[i];
                    v[i] = b2 * v[i] + c2 * g[i] * g[i];
                    p[i] -= rate * m[i] / (Math.sqrt(v[i]) * root + eps);
                }
            }
        };
    }
}
