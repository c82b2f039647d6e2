package dev.inercia.optim;

import dev.inercia.nn.tensor.Rule;
import java.util.List;

/**
 * RMSprop: steps divided by the root of a running mean of squared gradients, {@code v <- decay v + (1 - decay) g^2},
 * {@code p <- p - learningRate g / (sqrt(v) + epsilon)}.
 *
 * <p>Epsilon is added outside the root, as in {@code torch.optim.RMSprop}; TensorFlow's first version has it inside.
 * The root matters: without it the first steps are larger by the factor 1/g.
 *
 * <p>State: {@code squaredGradient}, v, from 0.
 *
 * <p>Source: Hinton, "Neural Networks for Machine Learning", lecture 6e, 2012 (without epsilon).
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param decay how much of the mean a step keeps, in [0, 1), by default {@value #DECAY}
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 */
public record RmsProp(double learningRate, double decay, double epsilon) implements ElementWise {

    /** The default learning rate. */
    public static final double LEARNING_RATE = 0.001;

    /** The default decay. */
    public static final double DECAY = 0.9;

    /** The default epsilon. */
    public static final double EPSILON = 1e-8;

    /** All defaults. */
    public RmsProp() {
        this(LEARNING_RATE);
    }

    /** With the default decay and epsilon. */
    public RmsProp(double learningRate) {
        this(learningRate, DECAY);
    }

    /** With the default epsilon. */
    public RmsProp(double learningRate, double decay) {
        this(learningRate, decay, EPSILON);
    }

    /** Checks all. */
    public RmsProp {
        Range.atLeastZero("RmsProp", "learningRate", learningRate);
        Range.fraction("RmsProp", "decay", decay);
        Range.aboveZero("RmsProp", "epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        return List.of("squaredGradient");
    }

    @Override
    public Rule rule(Rates rates, long step) {
        double learningRate = rates.learningRate();
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] v = state[0];
                float rate = (float) learningRate;
                float keep = (float) decay;
                float take = (float) (1 - decay);
                // Rounded to 0, it would divide 0 by 0.
                float eps = Math.max((float) epsilon, Float.MIN_NORMAL);
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
                double eps = epsilon;
                for (int i = from; i < to; i++) {
                    v[i] = keep * v[i] + take * g[i] * g[i];
                    p[i] -= rate * g[i] / (Math.sqrt(v[i]) + eps);
                }
            }
        };
    }
}
