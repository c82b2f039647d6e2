package dev.inercia.optim.gradient;

import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.ParameterGroups;

/**
 * What happens to gradients between the way back and the optimizer: clipping, penalties, noise. A trainer chains them in
 * the order they are given.
 *
 * <p>Immutable records, which any number of trainings may share; what one {@link #bind binds} to owns the buffers.
 * A transform that remembers something from step to step keeps it there, too, in a {@link Bound} that is
 * {@link dev.inercia.optim.Stateful}, so that a checkpoint can save it.
 */
public interface GradientTransform {

    /**
     * Binds it to a network's parameters.
     *
     * @param parameters that are trained; only read
     * @param groups which of them are frozen, and which decay
     * @param seed for those that draw; a trainer gives another one to each of several transforms of the same class
     */
    Bound bind(Parameters parameters, ParameterGroups groups, long seed);

    /** A transform at work. Makes no arrays. For one thread. */
    interface Bound {

        /**
         * Changes gradients in place. They are finite.
         *
         * @param gradients of the parameters bound to
         * @param step how many steps there were, this one included: 1 for the first
         */
        void apply(Parameters gradients, long step);
    }
}
