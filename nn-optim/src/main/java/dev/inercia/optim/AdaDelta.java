package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import java.util.List;

/**
 * AdaDelta: steps in the units of the parameters, {@code v <- decay v + (1 - decay) g^2},
 * {@code d = sqrt(u + epsilon) / sqrt(v + epsilon) g}, {@code u <- decay u + (1 - decay) d^2},
 * {@code p <- p - learningRate d}.
 *
 * <p>Epsilon is added inside both roots, as in the paper and in {@code torch.optim.Adadelta}. The paper has no learning
 * rate: it is 1.
 *
 * <p>State: {@code squaredGradient}, v, and {@code squaredStep}, u, both from 0.
 *
 * <p>Source: Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012, algorithm 1.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param decay how much of both means a step keeps, in [0, 1), by default {@value #DECAY}; the paper has 0.95
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 */
public record AdaDelta(double learningRate, double decay, double epsilon) implements ElementWise {

    public static final double LEARNING_RATE = 1;

    public static final double DECAY = 0.9;

    public static final double EPSILON = 1e-6;

    /** Uses the defaults. */
    public AdaDelta() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public AdaDelta(double learningRate) {
        this(learningRate, DECAY, EPSILON);
    }

    public AdaDelta {
        Range.atLeastZero("AdaDelta", "learningRate", learningRate);
        Range.fraction("AdaDelta", "decay", decay);
        Range.aboveZero("AdaDelta", "epsilon", epsilon);
    }

    @Override
    public List<String> slots() {
        return List.of("squaredGradient", "squaredStep");
    }

    @Override
    public List<String> squares() {
        return List.of("squaredGradient", "squaredStep");
    }

    @Override
    public Rule rule(Rates rates, long step) {
        double learningRate = rates.learningRate();
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] v = state[0];
                float[] u = state[1];
                float rate = (float) learningRate;
                float keep = (float) decay;
                float take = (float) (1 - decay);
                float eps = Rule.atLeastNormal((float) epsilon);
                for (int i = from; i < to; i++) {
                    v[i] = keep * v[i] + take * g[i] * g[i];
                    float d = (float) Math.sqrt(u[i] + eps) / (float) Math.sqrt(v[i] + eps) * g[i];
                    u[i] = keep * u[i] + take * d * d;
                    p[i] -= rate * d;
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] v = state[0];
                double[] u = state[1];
                double rate = learningRate;
                double keep = decay;
                double take = 1 - decay;
                double eps = Rule.atLeastNormal(epsilon);
                for (int i = from; i < to; i++) {
                    v[i] = keep * v[i] + take * g[i] * g[i];
                    double d = Math.sqrt(u[i] + eps) / Math.sqrt(v[i] + eps) * g[i];
                    u[i] = keep * u[i] + take * d * d;
                    p[i] -= rate * d;
                }
            }
        };
    }
}
