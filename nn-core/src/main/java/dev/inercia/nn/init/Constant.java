package dev.inercia.nn.init;

import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The same value everywhere.
 *
 * @param value any finite number
 */
public record Constant(double value) implements Initializer {

    public Constant {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Constant: value must be finite, but is " + value);
        }
    }

    @Override
    public double[] values(Shape shape, Fans fans, RandomGenerator random) {
        double[] values = new double[shape.size()];
        Arrays.fill(values, value);
        return values;
    }
}
