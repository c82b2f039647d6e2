package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;

/**
 * Perturbs examples, differently each time, which enlarges a training set. See {@link Dataset#augmented}.
 *
 * <p>Immutable and safe to share; the bound form holds the buffers.
 */
@FunctionalInterface
public interface Augmentation {

    /**
     * Binds to examples of a shape.
     *
     * @param features the shape of one example
     * @throws IllegalArgumentException if the shape is not supported
     */
    Bound bind(Shape features);

    /** An augmentation with buffers for one shape. For one thread. */
    @FunctionalInterface
    interface Bound {

        /**
         * Perturbs an example in place. Does not allocate.
         *
         * @param example one value per element of the shape
         * @param random the source of randomness; the same state gives the same perturbation
         */
        void apply(float[] example, RandomGenerator random);
    }
}
