package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;

/**
 * Changes examples a little, and otherwise each time, so that a network sees more of them than there are. See
 * {@link Dataset#augmented}.
 *
 * <p>Immutable, and shared freely; what it needs for computing is in what it binds to.
 */
@FunctionalInterface
public interface Augmentation {

    /**
     * Makes ready for examples of a shape.
     *
     * @param features the shape of one example
     * @throws IllegalArgumentException if it does not suit it
     */
    Bound bind(Shape features);

    /** An augmentation with buffers for one shape. For one thread. */
    @FunctionalInterface
    interface Bound {

        /**
         * Changes an example in place. Makes no garbage.
         *
         * @param example as many values as the shape has
         * @param random to draw from; the same numbers give the same change
         */
        void apply(float[] example, RandomGenerator random);
    }
}
