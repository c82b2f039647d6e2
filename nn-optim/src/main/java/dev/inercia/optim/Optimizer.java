package dev.inercia.optim;

import dev.inercia.nn.tensor.Parameters;
import java.util.List;

/**
 * How parameters change for given gradients.
 *
 * <p>An immutable record of hyperparameters, which any number of networks may share; what it remembers between steps
 * is kept apart, in a {@link State} per network. Most are {@link ElementWise}.
 */
public interface Optimizer {

    /** The learning rate, at least 0; 0 moves nothing. */
    double learningRate();

    /**
     * The state before the first step.
     *
     * @param parameters the parameters to train
     * @param groups their groups: learning rates and weight decays of their own, frozen ones
     * @throws IllegalArgumentException if there is nothing to train, or a group names no parameter
     */
    State start(Parameters parameters, ParameterGroups groups);

    /** The state before the first step, with the default parameter groups. */
    default State start(Parameters parameters) {
        return start(parameters, ParameterGroups.defaults());
    }

    /**
     * One step: updates parameters and state in place, and only reads the gradients.
     *
     * <p>A first step that fails for any reason has changed nothing, nor has any step refused for its numbers. If the
     * optimizer's own code throws in a later step, what it had computed until then stays, and the step is not counted: a
     * copy at every step would cost more than the step.
     *
     * @param rates in force for this step
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
     * True if the parameters to evaluate and keep are not those being trained, but an average over steps.
     */
    default boolean averages() {
        return false;
    }

    /**
     * Writes the parameters to evaluate and keep.
     *
     * @param parameters those being trained, only read
     * @param state only read
     * @param target overwritten
     */
    default void average(Parameters parameters, State state, Parameters target) {
        target.assign(parameters);
    }
}
