package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Parameters;
import java.util.List;

/**
 * AdamW that needs no schedule: it steps z, evaluates and keeps the average x, and takes gradients between the two, at
 * {@code y = (1 - beta1) z + beta1 x}. With the gradient g at y, {@code v <- beta2 v + (1 - beta2) g^2},
 * {@code z <- z - rate (g / (sqrt(v) + epsilon) + weightDecay y)}, {@code x <- (1 - c) x + c z}, with
 * {@code rate = learningRate sqrt(1 - beta2^t) min(1, t / warmUp)} at step t and c the square of this factor on the
 * learning rate over the sum of all so far: steps weigh less the shorter they were.
 *
 * <p>What is trained is y; {@link #average} writes x. Beside v it keeps {@code z - y}, the lead, which says the same as
 * z does: {@code x = y - (1 - beta1) / beta1 lead}, and is exactly 0 where nothing moves. The bias of v is corrected
 * within the rate, as in the paper, so epsilon is added before the correction and the decay is corrected too; the
 * authors' later code corrects v. A schedule's learning rate is followed but does not weigh, and its momentum is not
 * followed: x would not be what it was.
 *
 * <p>State: {@code lead}, z - y, and {@code secondMoment}, v, both from 0.
 *
 * <p>Source: Defazio et al., "The Road Less Scheduled", 2024, algorithm 1.
 *
 * @param learningRate finite and at least 0, by default {@value #LEARNING_RATE}
 * @param beta1 how close to the average gradients are taken, in (0, 1), by default {@value #BETA1}
 * @param beta2 how much of the second moment a step keeps, in [0, 1), by default {@value #BETA2}
 * @param epsilon finite and above 0, by default {@value #EPSILON}
 * @param weightDecay decoupled weight decay, finite and at least 0, by default {@value #WEIGHT_DECAY}
 * @param warmUp the number of steps over which the learning rate rises, at least 0, by default {@value #WARM_UP}
 */
public record ScheduleFreeAdamW(
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay, long warmUp)
        implements Optimizer {

    public static final double LEARNING_RATE = 0.0025;

    public static final double BETA1 = 0.9;

    public static final double BETA2 = 0.999;

    public static final double EPSILON = 1e-8;

    public static final double WEIGHT_DECAY = 0;

    /** The default number of steps over which the learning rate rises. */
    public static final long WARM_UP = 0;

    /** Uses the defaults. */
    public ScheduleFreeAdamW() {
        this(LEARNING_RATE);
    }

    /** Uses the defaults but for the learning rate. */
    public ScheduleFreeAdamW(double learningRate) {
        this(learningRate, BETA1, BETA2, EPSILON, WEIGHT_DECAY, WARM_UP);
    }

    public ScheduleFreeAdamW {
        Range.atLeastZero("ScheduleFreeAdamW", "learningRate", learningRate);
        Range.inside("ScheduleFreeAdamW", "beta1", beta1);
        Range.fraction("ScheduleFreeAdamW", "beta2", beta2);
        Range.aboveZero("ScheduleFreeAdamW", "epsilon", epsilon);
        Range.atLeastZero("ScheduleFreeAdamW", "weightDecay", weightDecay);
        Range.atLeastZero("ScheduleFreeAdamW", "warmUp", warmUp);
    }

    @Override
    public List<String> squares() {
        return List.of("secondMoment");
    }

    @Override
    public State start(Parameters parameters, ParameterGroups groups) {
        return new State(this, parameters, groups, List.of("lead", "secondMoment"));
    }

    @Override
    public void step(Parameters parameters, Parameters gradients, State state, Rates rates) {
        state.step(this, parameters, gradients, rates, step -> {
            Weights weights = state.workspace(Weights.class, Weights::new);
            double factor = factor(step.number());
            double weight = factor * factor / weights.sumTo(step.number(), this);
            for (ParameterGroup group : step.groups()) {
                step.sweep(group, rule(step.rates(group), factor, weight));
            }
        });
    }

    /** The factor on the learning rate: correction of the second moment, and warm-up. */
    private double factor(long step) {
        return Math.sqrt(1 - Math.pow(beta2, step)) * Math.min(1, step / (double) warmUp);
    }

    private Rule rule(Rates rates, double factor, double weight) {
        double rate = rates.learningRate() * factor;
        double decay = rates.weightDecay() * weightDecay;
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] lead = state[0];
                float[] v = state[1];
                float b2 = (float) beta2;
                float c2 = (float) (1 - beta2);
                float share = (float) weight;
                float keep = (float) (1 - weight);
                float pRate = (float) (rate * (1 - beta1 * (1 - weight)));
                float leadRate = (float) (rate * beta1);
                float pull = (float) decay;
                float eps = Rule.atLeastNormal((float) epsilon);
                for (int i = from; i < to; i++) {
                    v[i] = b2 * v[i] + c2 * g[i] * g[i];
                    float d = g[i] / ((float) Math.sqrt(v[i]) + eps) + pull * p[i];
                    p[i] += share * lead[i] - pRate * d;
                    lead[i] = keep * (lead[i] - leadRate * d);
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] lead = state[0];
                double[] v = state[1];
                double b2 = beta2;
                double c2 = 1 - beta2;
                double share = weight;
                double keep = 1 - weight;
                double pRate = rate * (1 - beta1 * (1 - weight));
                double leadRate = rate * beta1;
                double pull = decay;
                double eps = Rule.atLeastNormal(epsilon);
                for (int i = from; i < to; i++) {
                    v[i] = b2 * v[i] + c2 * g[i] * g[i];
                    double d = g[i] / (Math.sqrt(v[i]) + eps) + pull * p[i];
                    p[i] += share * lead[i] - pRate * d;
                    lead[i] = keep * (lead[i] - leadRate * d);
                }
            }
        };
    }

    @Override
    public boolean averages() {
        return true;
    }

    @Override
    public void average(Parameters parameters, State state, Parameters target) {
        target.assign(parameters);
        target.flat().subi(state.get("lead").muli((1 - beta1) / beta1));
    }

    /** The sum of the weights of all steps; derived from the step count, so not saved. */
    private static final class Weights {

        private ScheduleFreeAdamW owner;
        private long steps;
        private double sum;

        /** Continues from the step before, or from the first if a state was restored. */
        double sumTo(long step, ScheduleFreeAdamW optimizer) {
            if (step < steps || !optimizer.equals(owner)) {
                owner = optimizer;
                steps = 0;
                sum = 0;
            }
            while (steps < step) {
                steps++;
                double factor = optimizer.factor(steps);
                sum += factor * factor;
            }
            return sum;
        }
    }
}
