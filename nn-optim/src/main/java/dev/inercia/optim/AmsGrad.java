package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * Adam whose steps do not grow again after a large gradient: it divides by the largest second moment so far,
 * {@code m <- beta1 m + (1 - beta1) g}, {@code v <- beta2 v + (1 - beta2) g^2}, {@code w <- max(w, v)},
 * {@code p <- p - learningRate mHat / (sqrt(wHat) + epsilon)} with {@code mHat = m / (1 - beta1^t)} and
 * {@code wHat = w / (1 - beta2^t)} at step t.
 *
 * <p>With bias correction, of the maximum, as in {@code torch.optim.Adam(amsgrad=True)}; the paper has none. Keras
 * takes the maximum after the correction.
 *
 * <p>State: {@code firstMoment}, m, {@code secondMoment}, v, and {@code maximumSecondMoment}, w, all from 0.
 *
 * <p>Source: Reddi, Kale and Kumar, "On the Convergence of Adam and Beyond", 2018, algorithm 2.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param beta1 how much of the first moment a step keeps, in [0, 1), by default {@value #BETA1}
 * @param beta2 how much of the second moment a step keeps, in [0, 1), by default {@value #BETA2}
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 */
public record AmsGrad(double learningRate, double beta1, double beta2, double epsilon) implements ElementWise {

    public static final double LEARNING_RATE = 0.001;

    public static final double BETA1 = 0.9;

    public static final double BETA2 = 0.999;

    public static final double EPSILON = 1e-8;

    /** Uses the defaults. */
    public AmsGrad() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public AmsGrad(double learningRate) {
        this(learningRate, BETA1, BETA2, EPSILON);
    }

    public AmsGrad {
        Range.atLeastZero("AmsGrad", "learningRate", learningRate);
        Range.fraction("AmsGrad", "beta1", beta1);
        Range.fraction("AmsGrad", "beta2", beta2);
        Range.aboveZero("AmsGrad", "epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        return List.of("firstMoment", "secondMoment", "maximumSecondMoment");
    }

    @Override
    public List<String> squares() {
        return List.of("secondMoment", "maximumSecondMoment");
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
                float[] v = state[1];
                float[] w = state[2];
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
                    w[i] = Math.max(w[i], v[i]);
                    p[i] -= rate * m[i] / ((float) Math.sqrt(w[i]) * root + eps);
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] m = state[0];
                double[] v = state[1];
                double[] w = state[2];
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
                    w[i] = Math.max(w[i], v[i]);
                    p[i] -= rate * m[i] / (Math.sqrt(w[i]) * root + eps);
                }
            }
        };
    }
}
