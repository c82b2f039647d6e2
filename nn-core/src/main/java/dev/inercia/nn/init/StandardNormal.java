package dev.inercia.nn.init;

import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;

/**
 * Normal with mean 0 and standard deviation 1, whatever the layer's size: the book's first initialiser, for weights
 * and biases. Saturates units with many inputs.
 *
 * <p>Source: Nielsen, "Neural Networks and Deep Learning", chapter 1.
 */
public record StandardNormal() implements Initializer {

    @Override
    public double[] values(Shape shape, Fans fans, RandomGenerator random) {
        return Distribution.NORMAL.values(shape, 1, random);
    }
}
