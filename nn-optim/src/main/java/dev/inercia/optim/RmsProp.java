package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * RMSprop: steps divided by the root of a running mean of squared gradients, {@code v <- decay v + (1 - decay) g^2},
 * {@code p <- p - learningRate g / (sqrt(v) + epsilon)}; with momentum,
 * {@code b <- momentum b + g / (sqrt(v) + epsilon)}, {@code p <- p - learningRate b}.
 *
 * <p>Epsilon is added outside the root, as in {@code torch.optim.RMSprop}; TensorFlow's first version has it inside.
 * The root matters: without it the first steps are larger by the factor 1/g.
 *
 * <p>State: {@code squaredGradient}, v, and, with momentum, {@code velocity}, b, from 0.
 *
 * <p>Source: Hinton, "Neural Networks for Machine Learning", lecture 6e, 2012 (without epsilon).
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param decay how much of the mean a step keeps, in [0, 1), by default {@value #DECAY}
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 * @param momentum how much of the velocity a step keeps, in [0, 1), by default {@value #MOMENTUM}: there is no velocity
 */
public record RmsProp(double learningRate, double decay, double epsilon, double momentum) implements ElementWise {

    public static final double LEARNING_RATE = 0.001;

    public static final double DECAY = 0.9;

    public static final double EPSILON = 1e-8;

    public static final double MOMENTUM = 0;

    /** Uses the defaults. */
    public RmsProp() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public RmsProp(double learningRate) {
        this(learningRate, DECAY);
    }

    /** With the default epsilon, and no velocity. */
    public RmsProp(double learningRate, double decay) {
        this(learningRate, decay, EPSILON);
    }

    /** Without velocity. */
    public RmsProp(double learningRate, double decay, double epsilon) {
        this(learningRate, decay, epsilon, MOMENTUM);
    }

    public RmsProp {
        Range.atLeastZero("RmsProp", "learningRate", learningRate);
        Range.fraction("RmsProp", "decay", decay);
        Range.aboveZero("RmsProp", "epsilon", epsilon);
        Range.fraction("RmsProp", "momentum", momentum);
    }

    @Override
    public List<String> slots() {
        return momentum == 0 ? List.of("squaredGradient") : List.of("squaredGradient", "velocity");
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
                float rate = (float) learningRate;
                float keep = (float) decay;
                float take = (float) (1 - decay);
                float eps = Rule.atLeastNormal((float) epsilon);
                for (int i = from; i < to; i++) {
                    v[i] = keep * v[i] + take * g[i] * g[i];
                    p[i] -= rate * g[i] / ((float) Math.sqrt(v[i]) + eps);
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] v = state[0];
                double rate = learningRate;
                double keep = decay;
                double take = 1 - decay;
                double eps = Rule.atLeastNormal(epsilon);
                for (int i = from; i < to; i++) {
                    v[i] = keep * v[i] + take * g[i] * g[i];
                    p[i] -= rate * g[i] / (Math.sqrt(v[i]) + eps);
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
                float[] b = state[1];
                float rate = (float) learningRate;
                float keep = (float) decay;
                float take = (float) (1 - decay);
                float eps = Rule.atLeastNormal((float) epsilon);
                float mu = (float) momentum;
                for (int i = from; i < to; i++) {
                    v[i] = keep * v[i] + take * g[i] * g[i];
                    b[i] = mu * b[i] + g[i] / ((float) Math.sqrt(v[i]) + eps);
                    p[i] -= rate * b[i];
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] v = state[0];
                double[] b = state[1];
                double rate = learningRate;
                double keep = decay;
                double take = 1 - decay;
                double eps = Rule.atLeastNormal(epsilon);
                double mu = momentum;
                for (int i = from; i < to; i++) {
                    v[i] = keep * v[i] + take * g[i] * g[i];
                    b[i] = mu * b[i] + g[i] / (Math.sqrt(v[i]) + eps);
                    p[i] -= rate * b[i];
                }
            }
        };
    }
}
