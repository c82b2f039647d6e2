package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * RMSprop by the running variance of gradients instead of their mean square, {@code v <- decay v + (1 - decay) g^2},
 * {@code m <- decay m + (1 - decay) g}, {@code p <- p - learningRate g / (sqrt(v - m^2) + epsilon)}; with momentum,
 * {@code b <- momentum b + g / (sqrt(v - m^2) + epsilon)}, {@code p <- p - learningRate b}.
 *
 * <p>Epsilon is added outside the root, as in {@code torch.optim.RMSprop(centered=True)}; the paper's, 1e-4, is inside.
 * A variance that rounds below 0 counts as 0. Where gradients barely change the variance is tiny and steps are large:
 * use a smaller learning rate than {@link RmsProp}, or a larger epsilon.
 *
 * <p>State: {@code squaredGradient}, v, {@code firstMoment}, m, and, with momentum, {@code velocity}, b, from 0.
 *
 * <p>Source: Graves, "Generating Sequences With Recurrent Neural Networks", 2013, equations 38 to 41.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param decay how much of both means a step keeps, in [0, 1), by default {@value #DECAY}
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 * @param momentum how much of the velocity a step keeps, in [0, 1), by default {@value #MOMENTUM}: there is no velocity
 */
public record CentredRmsProp(double learningRate, double decay, double epsilon, double momentum)
        implements ElementWise {

    public static final double LEARNING_RATE = 0.001;

    public static final double DECAY = 0.9;

    public static final double EPSILON = 1e-8;

    public static final double MOMENTUM = 0;

    /**
     * Added to the mean and taken away again, this rounds to 0 what is so small that its square would be a denormal,
     * and slow; beside epsilon neither is seen.
     */
    private static final float TINY = 1e-11f;

    private static final double TINY_DOUBLE = 1e-135;

    /** Uses the defaults. */
    public CentredRmsProp() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public CentredRmsProp(double learningRate) {
        this(learningRate, DECAY);
    }

    /** With the default epsilon, and no velocity. */
    public CentredRmsProp(double learningRate, double decay) {
        this(learningRate, decay, EPSILON);
    }

    /** Without velocity. */
    public CentredRmsProp(double learningRate, double decay, double epsilon) {
        this(learningRate, decay, epsilon, MOMENTUM);
    }

    public CentredRmsProp {
        Range.atLeastZero("CentredRmsProp", "learningRate", learningRate);
        Range.fraction("CentredRmsProp", "decay", decay);
        Range.aboveZero("CentredRmsProp", "epsilon", epsilon);
        Range.fraction("CentredRmsProp", "momentum", momentum);
    }

    @Override
    public List<String> slots() {
        return momentum == 0
                ? List.of("squaredGradient", "firstMoment")
                : List.of("squaredGradient", "firstMoment", "velocity");
    }

    @Override
    public List<String> squares() {
        return List.of("squaredGradient");
    }

    @Override
    public Rule rule(Rates rates, long step) {
        return momentum == 0 ? plain(rates) : withVelocity(rates);
    }

    private Rule plain(Rates rates) {
        double learningRate = rates.learningRate();
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] v = state[0];
                float[] m = state[1];
                float rate = (float) learningRate;
                float keep = (float) decay;
                float take = (float) (1 - decay);
                float eps = Rule.atLeastNormal((float) epsilon);
                for (int i = from; i < to; i++) {
                    v[i] = keep * v[i] + take * g[i] * g[i];
                    m[i] = keep * m[i] + take * g[i];
                    float mean = (m[i] + TINY) - TINY;
                    p[i] -= rate * g[i] / ((float) Math.sqrt(Math.max(0f, v[i] - mean * mean)) + eps);
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] v = state[0];
                double[] m = state[1];
                double rate = learningRate;
                double keep = decay;
                double take = 1 - decay;
                double eps = Rule.atLeastNormal(epsilon);
                for (int i = from; i < to; i++) {
                    v[i] = keep * v[i] + take * g[i] * g[i];
                    m[i] = keep * m[i] + take * g[i];
                    double mean = (m[i] + TINY_DOUBLE) - TINY_DOUBLE;
                    p[i] -= rate * g[i] / (Math.sqrt(Math.max(0, v[i] - mean * mean)) + eps);
                }
            }
        };
    }

    private Rule withVelocity(Rates rates) {
        double learningRate = rates.learningRate();
        double momentum = rates.momentumOr(this.momentum);
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] v = state[0];
                float[] m = state[1];
                float[] b = state[2];
                float rate = (float) learningRate;
                float keep = (float) decay;
                float take = (float) (1 - decay);
                float eps = Rule.atLeastNormal((float) epsilon);
                float mu = (float) momentum;
                for (int i = from; i < to; i++) {
                    v[i] = keep * v[i] + take * g[i] * g[i];
                    m[i] = keep * m[i] + take * g[i];
                    float mean = (m[i] + TINY) - TINY;
                    b[i] = mu * b[i] + g[i] / ((float) Math.sqrt(Math.max(0f, v[i] - mean * mean)) + eps);
                    p[i] -= rate * b[i];
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] v = state[0];
                double[] m = state[1];
                double[] b = state[2];
                double rate = learningRate;
                double keep = decay;
                double take = 1 - decay;
                double eps = Rule.atLeastNormal(epsilon);
                double mu = momentum;
                for (int i = from; i < to; i++) {
                    v[i] = keep * v[i] + take * g[i] * g[i];
                    m[i] = keep * m[i] + take * g[i];
                    double mean = (m[i] + TINY_DOUBLE) - TINY_DOUBLE;
                    b[i] = mu * b[i] + g[i] / (Math.sqrt(Math.max(0, v[i] - mean * mean)) + eps);
                    p[i] -= rate * b[i];
                }
            }
        };
    }
}
