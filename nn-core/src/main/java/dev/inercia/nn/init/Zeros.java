package dev.inercia.nn.init;

import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;

/** Every value 0. */
public record Zeros() implements Initializer {

    @Override
    public double[] values(Shape shape, Fans fans, RandomGenerator random) {
        return new double[shape.size()];
    }
}
