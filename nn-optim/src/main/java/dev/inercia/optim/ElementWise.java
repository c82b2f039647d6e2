package dev.inercia.optim;

import dev.inercia.nn.tensor.Parameters;
import java.util.List;

/**
 * An optimizer that computes every parameter by itself: a short loop that reads like the paper, in one sweep over the
 * flat vector. One of your own needs the formula once, in double precision:
 *
 * <pre>{@code
 * record SignMomentum(double learningRate, double momentum) implements ElementWise {
 *
 *     @Override
 *     public List<String> slots() {
 *         return List.of("velocity");
 *     }
 *
 *     @Override
 *     public Rule rule(Rates rates, long step) {
 *         return (p, g, state, from, to) -> {
 *             double[] v = state[0];
 *             for (int i = from; i < to; i++) {
 *                 v[i] = momentum * v[i] + (1 - momentum) * g[i];
 *                 p[i] -= rates.learningRate() * Math.signum(v[i]);
 *             }
 *         };
 *     }
 * }
 * }</pre>
 *
 * <p>A {@link Rule} with a second loop, for {@code float[]}, is faster on FLOAT networks.
 */
public interface ElementWise extends Optimizer {

    /** The names of its state vectors, in the order in which its rule gets them; all start at 0. */
    List<String> slots();

    /**
     * The loop of one step, for the parameters of one group.
     *
     * @param rates in force for this step and these parameters
     * @param step the number of this step, 1 for the first
     */
    Rule rule(Rates rates, long step);

    @Override
    default State start(Parameters parameters, ParameterGroups groups) {
        return new State(this, parameters, groups, slots());
    }

    @Override
    default void step(Parameters parameters, Parameters gradients, State state, Rates rates) {
        state.step(this, parameters, gradients, rates, step -> {
            for (int i = 0; i < step.groups().size(); i++) {
                ParameterGroup group = step.groups().get(i);
                step.sweep(group, rule(step.rates(group), step.number()));
            }
        });
    }
}
