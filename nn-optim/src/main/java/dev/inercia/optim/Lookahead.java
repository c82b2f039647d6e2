package dev.inercia.optim;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.tensor.Parameters;
import java.util.List;
import java.util.Objects;

/**
 * Another optimizer, called back every k steps: its fast weights p go on as it likes, and after each k-th step
 * {@code s <- s + alpha (p - s)}, {@code p <- s}, with slow weights s.
 *
 * <p>The slow weights are evaluated and kept. The other's state stays as it is when it is called back, as in most of the
 * paper's experiments. If it averages, its average is not used.
 *
 * <p>State: {@code slowWeights}, s, from the parameters, and the other's.
 *
 * <p>Source: Zhang et al., "Lookahead Optimizer: k steps forward, 1 step back", 2019, algorithm 1.
 *
 * @param optimizer the other
 * @param k how many of its steps make one of the slow weights, at least 1, by default {@value #K}
 * @param alpha how far the slow weights follow, in (0, 1], by default {@value #ALPHA}
 */
public record Lookahead(Optimizer optimizer, int k, double alpha) implements Optimizer {

    /** The default k. */
    public static final int K = 5;

    /** The default alpha. */
    public static final double ALPHA = 0.5;

    /** Defaults for the rest. */
    public Lookahead(Optimizer optimizer) {
        this(optimizer, K, ALPHA);
    }

    /** Checks all. */
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
        State state = new State(this, parameters, groups, List.of("slowWeights"), inner);
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
                    slow[i] += share * (p[i] - slow[i]);
                    p[i] = slow[i];
                }
            }

            @Override
            public void apply(double[] p, double[] g, double[][] state, int from, int to) {
                double[] slow = state[0];
                double share = alpha;
                for (int i = from; i < to; i++) {
                    slow[i] += share * (p[i] - slow[i]);
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
        target.flat().assign(state.get("slowWeights"));
    }
}
