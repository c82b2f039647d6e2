package dev.inercia.nn.init;

import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;

/** Draws the initial values of a parameter. */
public interface Initializer {

    /**
     * Draws initial values.
     *
     * @param shape the parameter's shape
     * @param fans how many inputs and outputs each unit of the layer has
     * @param random the only source of randomness: the same generator state gives the same values
     * @return {@code shape.size()} values, in row-major order, whatever the memory layout of the parameter
     */
    double[] values(Shape shape, Fans fans, RandomGenerator random);
}
