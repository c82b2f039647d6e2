package dev.inercia.optim.gradient;

import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.ParameterGroups;

/**
 * Changes gradients between the backward pass and the optimizer: clipping, penalties, noise. A trainer applies
 * transforms in the order they are given.
 *
 * <p>Transforms are immutable records, which any number of trainings may share; the object that {@link #bind} returns
 * owns the buffers. A transform with state from step to step keeps it there too, in a {@link Bound} that is
 * {@link dev.inercia.optim.Stateful}, so that a checkpoint can save it.
 */
public interface GradientTransform {

    /**
     * Binds this transform to the parameters of a network.
     *
     * @param parameters the parameters being trained; only read
     * @param groups says which of them are frozen, and which decay
     * @param seed for transforms that draw random numbers; a trainer gives transforms of the same class different seeds
     */
    Bound bind(Parameters parameters, ParameterGroups groups, long seed);

    /** A transform bound to parameters. Allocates no arrays while applied. For one thread. */
    interface Bound {

        /**
         * Changes gradients in place. They are finite when this is called.
         *
         * @param gradients the gradients of the bound parameters
         * @param step the number of this step, 1 for the first
         */
        void apply(Parameters gradients, long step);
    }
}
