package dev.inercia.nn.init;

import dev.inercia.nn.tensor.Shape;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Variance {@code 2 / (inputs + outputs)}; {@link #uniform()} is the default for weights and biases.
 *
 * <p>Source: Glorot and Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural Networks", 2010,
 * equation 16.
 *
 * @param distribution normal or uniform, at that variance
 */
public record Glorot(Distribution distribution) implements Initializer {

    public Glorot {
        Objects.requireNonNull(distribution, "distribution");
    }

    /** From a normal distribution. */
    public static Glorot normal() {
        return new Glorot(Distribution.NORMAL);
    }

    /** From a uniform distribution. */
    public static Glorot uniform() {
        return new Glorot(Distribution.UNIFORM);
    }

    @Override
    public double[] values(Shape shape, Fans fans, RandomGenerator random) {
        return distribution.values(shape, Math.sqrt(2.0 / (fans.in() + fans.out())), random);
    }
}
