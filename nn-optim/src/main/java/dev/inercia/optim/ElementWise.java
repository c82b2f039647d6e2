package dev.inercia.optim;

import dev.inercia.nn.tensor.Parameters;
import java.util.List;

/**
 * An optimizer that treats every parameter by itself: a short loop that reads like the paper, in one sweep over the
 * flat vector. One of your own is one record with two methods:
 *
 * <pre>{@code
 * record SignDescent(double learningRate) implements ElementWise {
 *     public List<String> slots() {
 *         return List.of();
 *     }
 *     public Rule rule(Rates rates, long step) {
 *         float rate = (float) rates.learningRate();
 *         return new Rule() {
 *             public void apply(float[] p, float[] g, float[][] state, int from, int to) {
 *                 for (int i = from; i < to; i++) {
 *                     p[i] -= rate * Math.signum(g[i]);
 *                 }
 *             }
 *             public void apply(double[] p, double[] g, double[][] state, int from, int to) { ... }
 *         };
 *     }
 * }
 * }</pre>
 */
public interface ElementWise extends Optimizer {

    /** The names of the vectors it keeps, in the order its rule finds them; they start at 0. */
    List<String> slots();

    /**
     * The loop of one step, for parameters that are treated alike.
     *
     * @param rates in force for this step and these parameters
     * @param step how many steps there were, this one included: 1 for the first
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
