package dev.inercia.nn.init;

import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;

/**
 * Normal with mean 0 and standard deviation {@code 1 / sqrt(inputs)}: the book's second initialiser, for weights (the
 * same values as {@link LeCun#normal()}).
 *
 * <p>Source: Nielsen, "Neural Networks and Deep Learning", chapter 3.
 */
public record ScaledNormal() implements Initializer {

    @Override
    public double[] values(Shape shape, Fans fans, RandomGenerator random) {
        return Distribution.NORMAL.values(shape, 1 / Math.sqrt(fans.in()), random);
    }
}
