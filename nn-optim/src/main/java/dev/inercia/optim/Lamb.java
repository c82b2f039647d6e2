package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import java.util.List;

/**
 * Adam with steps in proportion to the weights of each layer, for large batches: {@code m <- beta1 m + (1 - beta1) g},
 * {@code v <- beta2 v + (1 - beta2) g^2}, {@code r = mHat / (sqrt(vHat) + epsilon) + weightDecay p},
 * {@code p <- p - learningRate |p| / |r| r}, with {@code mHat = m / (1 - beta1^t)}, {@code vHat = v / (1 - beta2^t)} at
 * step t and the Euclidean norms of one parameter, such as the weight of one layer.
 *
 * <p>The trust ratio |p| / |r| is not bounded (the paper's phi is the identity), and 1 where either norm is 0 or too
 * large for its square to be represented. As in the authors' implementation it is 1 for biases and for what
 * normalisation layers scale and shift by, and these do not decay unless their {@link ParameterGroups} says so; epsilon
 * is added after the bias correction.
 *
 * <p>Takes two sweeps a step, since the norms must be known first.
 *
 * <p>State: {@code firstMoment}, m, and {@code secondMoment}, v, both from 0.
 *
 * <p>Source: You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes", 2020, algorithm 2.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param beta1 how much of the first moment a step keeps, in [0, 1), by default {@value #BETA1}
 * @param beta2 how much of the second moment a step keeps, in [0, 1), by default {@value #BETA2}
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 * @param weightDecay finite and at least 0, by default {@value #WEIGHT_DECAY}
 */
public record Lamb(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {

    public static final double LEARNING_RATE = 0.001;

    public static final double BETA1 = 0.9;

    public static final double BETA2 = 0.999;

    public static final double EPSILON = 1e-6;

    public static final double WEIGHT_DECAY = 0.01;

    /** Uses the defaults. */
    public Lamb() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public Lamb(double learningRate) {
        this(learningRate, BETA1, BETA2, EPSILON, WEIGHT_DECAY);
    }

    public Lamb {
        Range.atLeastZero("Lamb", "learningRate", learningRate);
        Range.fraction("Lamb", "beta1", beta1);
        Range.fraction("Lamb", "beta2", beta2);
        Range.aboveZero("Lamb", "epsilon", epsilon);
        Range.atLeastZero("Lamb", "weightDecay", weightDecay);
    }

    private record Workspace(SquareSum parameters, SquareSum updates) {}

    @Override
    public List<String> squares() {
        return List.of("secondMoment");
    }

    @Override
    public State start(Parameters parameters, ParameterGroups groups) {
        return new State(this, parameters, groups, List.of("firstMoment", "secondMoment"));
    }

    @Override
    public void step(Parameters parameters, Parameters gradients, State state, Rates rates) {
        // On one thread, because all tiles add to the same sums.
        Cores.alone(() -> state.step(this, parameters, gradients, rates, step -> {
            Workspace sums = state.workspace(Workspace.class, () -> new Workspace(new SquareSum(), new SquareSum()));
            for (ParameterGroup group : step.groups()) {
                Rates inForce = step.rates(group);
                Update update = new Update(inForce, step.number());
                for (Segment segment : group.segments()) {
                    step.sweep(segment, update.moments(sums));
                    double ratio = trustRatio(
                            sums.parameters().takeNorm(), sums.updates().takeNorm());
                    double scale = segment.role() == Role.WEIGHT ? ratio : 1;
                    step.sweep(segment, update.step(inForce.learningRate() * scale));
                }
            }
        }));
    }

    private static double trustRatio(double parameters, double updates) {
        boolean known = parameters > 0 && updates > 0 && Double.isFinite(parameters) && Double.isFinite(updates);
        return known ? parameters / updates : 1;
    }

    /** The two loops of a step, for the parameters of one group. */
    private final class Update {

        private final double beta1;
        private final double first;
        private final double second;
        private final double decay;

        Update(Rates rates, long step) {
            beta1 = rates.momentumOr(Lamb.this.beta1);
            first = 1 / (1 - Math.pow(beta1, step));
            second = 1 / Math.sqrt(1 - Math.pow(beta2, step));
            decay = rates.weightDecay() * weightDecay;
        }

        /** The moments, and the sums of squares of parameters and updates: two loops, since one is not vectorised. */
        Rule moments(Workspace sums) {
            return new Rule() {

                @Override
                public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                    float[] m = state[0];
                    float[] v = state[1];
                    float[] pSquares = sums.parameters().floats(p.length);
                    float[] rSquares = sums.updates().floats(p.length);
                    float b1 = (float) beta1;
                    float b2 = (float) beta2;
                    float c1 = (float) (1 - beta1);
                    float c2 = (float) (1 - beta2);
                    float scale = (float) first;
                    float root = (float) second;
                    float pull = (float) decay;
                    float eps = Rule.atLeastNormal((float) epsilon);
                    for (int i = from; i < to; i++) {
                        m[i] = b1 * m[i] + c1 * g[i];
                        v[i] = b2 * v[i] + c2 * g[i] * g[i];
                        pSquares[i] += p[i] * p[i];
                    }
                    for (int i = from; i < to; i++) {
                        float r = scale * m[i] / ((float) Math.sqrt(v[i]) * root + eps) + pull * p[i];
                        rSquares[i] += r * r;
                    }
                }

                @Override
                public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                    double[] m = state[0];
                    double[] v = state[1];
                    double[] pSquares = sums.parameters().doubles(p.length);
                    double[] rSquares = sums.updates().doubles(p.length);
                    double b1 = beta1;
                    double b2 = beta2;
                    double c1 = 1 - beta1;
                    double c2 = 1 - beta2;
                    double scale = first;
                    double root = second;
                    double pull = decay;
                    double eps = Rule.atLeastNormal(epsilon);
                    for (int i = from; i < to; i++) {
                        m[i] = b1 * m[i] + c1 * g[i];
                        v[i] = b2 * v[i] + c2 * g[i] * g[i];
                        pSquares[i] += p[i] * p[i];
                    }
                    for (int i = from; i < to; i++) {
                        double r = scale * m[i] / (Math.sqrt(v[i]) * root + eps) + pull * p[i];
                        rSquares[i] += r * r;
                    }
                }
            };
        }

        /** The parameters, at a learning rate times trust ratio. */
        Rule step(double rate) {
            return new Rule() {

                @Override
                public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                    float[] m = state[0];
                    float[] v = state[1];
                    float scale = (float) (rate * first);
                    float root = (float) second;
                    float keep = (float) (1 - rate * decay);
                    float eps = Rule.atLeastNormal((float) epsilon);
                    for (int i = from; i < to; i++) {
                        p[i] = keep * p[i] - scale * m[i] / ((float) Math.sqrt(v[i]) * root + eps);
                    }
                }

                @Override
                public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                    double[] m = state[0];
                    double[] v = state[1];
                    double scale = rate * first;
                    double root = second;
                    double keep = 1 - rate * decay;
                    double eps = Rule.atLeastNormal(epsilon);
                    for (int i = from; i < to; i++) {
                        p[i] = keep * p[i] - scale * m[i] / (Math.sqrt(v[i]) * root + eps);
                    }
                }
            };
        }
    }
}
