package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import java.util.List;
import java.util.Objects;

/**
 * Another optimizer, called back every k steps: its fast weights p move freely, and after each k-th step
 * {@code s <- s + alpha (p - s)}, {@code p <- s}, with slow weights s.
 *
 * <p>The slow weights are evaluated and kept, as they would be if the other were called back now: a training may end,
 * or an epoch be evaluated, between two calls. The other's state stays as it is when it is called back, as in most of
 * the paper's experiments. If it averages, its average is not used.
 *
 * <p>State: {@code slowWeights}, s, from the parameters, and those of the optimizer inside.
 *
 * <p>Source: Zhang et al., "Lookahead Optimizer: k steps forward, 1 step back", 2019, algorithm 1.
 *
 * @param optimizer the optimizer inside
 * @param k the number of its steps per step of the slow weights, at least 1, by default {@value #K}
 * @param alpha how far the slow weights follow, in (0, 1], by default {@value #ALPHA}
 */
public record Lookahead(Optimizer optimizer, int k, double alpha) implements Optimizer {

    private static final List<String> SLOTS = List.of("slowWeights");

    public static final int K = 5;

    public static final double ALPHA = 0.5;

    /** Uses the default k and alpha. */
    public Lookahead(Optimizer optimizer) {
        this(optimizer, K, ALPHA);
    }

    public Lookahead {
        Objects.requireNonNull(optimizer, "optimizer");
        Range.atLeastOne("Lookahead", "k", k);
        Range.share("Lookahead", "alpha", alpha);
    }

    @Override
    public double learningRate() {
        return optimizer.learningRate();
    }

    @Override
    public State start(Parameters parameters, ParameterGroups groups) {
        State inner = optimizer.start(parameters, groups);
        State state = new State(this, parameters, groups, SLOTS, inner);
        state.set("slowWeights", parameters.flat());
        return state;
    }

    @Override
    public void step(Parameters parameters, Parameters gradients, State state, Rates rates) {
        state.step(this, parameters, gradients, rates, step -> {
            optimizer.step(parameters, gradients, state.inner(), rates);
            if (step.number() % k == 0) {
                step.sweep(callBack());
            }
        });
    }

    private Rule callBack() {
        return new Rule() {

            @Override
            public void apply(float[] p, float[] g, float[][] state, int from, int to) {
                float[] slow = state[0];
                float share = (float) alpha;
                for (int i = from; i < to; i++) {
                    float half = share * (0.5f * p[i] - 0.5f * slow[i]); // so that no difference overflows
                    slow[i] = slow[i] + half + half;
                    p[i] = slow[i];
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] slow = state[0];
                double share = alpha;
                for (int i = from; i < to; i++) {
                    double half = share * (0.5 * p[i] - 0.5 * slow[i]); // so that no difference overflows
                    slow[i] = slow[i] + half + half;
                    p[i] = slow[i];
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
        Memory weights = Memory.of(target.flat());
        Vectors slow = new Vectors(SLOTS, parameters.type(), parameters.size());
        slow.set("slowWeights", state.get("slowWeights"));
        new Sweep(parameters.type()).run(callBack(), weights, weights, slow, 0, parameters.size(), false);
    }
}
