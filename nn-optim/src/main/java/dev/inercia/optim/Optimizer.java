package dev.inercia.optim;

import dev.inercia.nn.tensor.Parameters;
import java.util.List;

/**
 * How parameters change for given gradients.
 *
 * <p>An immutable record of hyperparameters, which any number of networks may share; what it remembers between steps is
 * apart, in a {@link State} for each network. Most are {@link ElementWise}.
 */
public interface Optimizer {

    /** The learning rate, at least 0; 0 moves nothing. */
    double learningRate();

    /**
     * The state before the first step.
     *
     * @param parameters the parameters that will be trained
     * @param groups which of them are treated otherwise than the rest
     * @throws IllegalArgumentException if there is nothing to train, or the groups names no parameter
     */
    State start(Parameters parameters, ParameterGroups groups);

    /** The state before the first step, for parameters that all get the usual groups. */
    default State start(Parameters parameters) {
        return start(parameters, ParameterGroups.defaults());
    }

    /**
     * One step: updates parameters and state in place, and only reads the gradients.
     *
     * @param rates what changes from step to step
     * @throws NonFiniteException if a gradient is not finite, or so large that the step overflows; parameters and state
     *     are then as they were
     * @throws IllegalArgumentException if the state belongs to another optimizer or to another network
     */
    void step(Parameters parameters, Parameters gradients, State state, Rates rates);

    /** One step at the optimizer's own learning rate. */
    default void step(Parameters parameters, Parameters gradients, State state) {
        step(parameters, gradients, state, new Rates(learningRate()));
    }

    /**
     * The names of the state's vectors that hold squares, such as a mean of squared gradients; by default none. State
     * that fades is set to 0 once it is negligible, because numbers near the smallest that there are compute slowly:
     * squares below about 1e-35 (DOUBLE: 1e-305), others below 4e-28 (DOUBLE: 7e-217).
     */
    default List<String> squares() {
        return List.of();
    }

    /**
     * Whether the parameters to evaluate and to keep are others than those that are trained: an average over steps.
     */
    default boolean averages() {
        return false;
    }

    /**
     * Writes the parameters to evaluate and to keep.
     *
     * @param parameters those that are trained, only read
     * @param state only read
     * @param target overwritten
     */
    default void average(Parameters parameters, State state, Parameters target) {
        target.assign(parameters);
    }
}
