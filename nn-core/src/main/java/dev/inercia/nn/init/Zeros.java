package dev.inercia.nn.init;

import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;

/** All zeros. */
public record Zeros() implements Initializer {

    @Override
    public double[] values(Shape shape, Fans fans, RandomGenerator random) {
        return new double[shape.size()];
    }
}
