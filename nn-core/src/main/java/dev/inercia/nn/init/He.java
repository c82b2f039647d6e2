package dev.inercia.nn.init;

import dev.inercia.nn.tensor.Shape;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Variance {@code 2 / inputs}: for ReLU and its relatives.
 *
 * <p>Source: He et al., "Delving Deep into Rectifiers", 2015, equation 10.
 *
 * @param distribution normal or uniform, at that variance
 */
public record He(Distribution distribution) implements Initializer {

    public He {
        Objects.requireNonNull(distribution, "distribution");
    }

    /** From a normal distribution. */
    public static He normal() {
        return new He(Distribution.NORMAL);
    }

    /** From a uniform distribution. */
    public static He uniform() {
        return new He(Distribution.UNIFORM);
    }

    @Override
    public double[] values(Shape shape, Fans fans, RandomGenerator random) {
        return distribution.values(shape, Math.sqrt(2.0 / fans.in()), random);
    }
}
