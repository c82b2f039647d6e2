package dev.inercia.nn.init;

import dev.inercia.nn.tensor.Shape;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Variance {@code 1 / inputs}: for tanh and SELU.
 *
 * <p>Source: LeCun et al., "Efficient BackProp", 1998, equation 16.
 *
 * @param distribution normal or uniform, at that variance
 */
public record LeCun(Distribution distribution) implements Initializer {

    public LeCun {
        Objects.requireNonNull(distribution, "distribution");
    }

    /** From a normal distribution. */
    public static LeCun normal() {
        return new LeCun(Distribution.NORMAL);
    }

    /** From a uniform distribution. */
    public static LeCun uniform() {
        return new LeCun(Distribution.UNIFORM);
    }

    @Override
    public double[] values(Shape shape, Fans fans, RandomGenerator random) {
        return distribution.values(shape, Math.sqrt(1.0 / fans.in()), random);
    }
}
