package dev.inercia.nn.init;

import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;

/** The first values of a parameter. */
public interface Initializer {

    /**
     * First values for a parameter.
     *
     * @param shape the parameter's shape
     * @param fans how many inputs and outputs each unit of the layer has
     * @param random the only source of chance: the same generator state gives the same values
     * @return {@code shape.size()} values, row by row, whatever order the parameter lies in
     */
    double[] values(Shape shape, Fans fans, RandomGenerator random);
}
