package dev.inercia.nn.init;

import dev.inercia.nn.tensor.Shape;
import java.util.random.RandomGenerator;

/** The distribution that an initialiser draws from; its mean is 0 and its standard deviation is given. */
public enum Distribution {
    /** Normal, not truncated. */
    NORMAL {
        @Override
        double draw(double deviation, RandomGenerator random) {
            return deviation * random.nextGaussian();
        }
    },
    /** Uniform between plus and minus {@code sqrt(3)} standard deviations. */
    UNIFORM {
        @Override
        double draw(double deviation, RandomGenerator random) {
            return deviation * Math.sqrt(3) * (2 * random.nextDouble() - 1);
        }
    };

    abstract double draw(double deviation, RandomGenerator random);

    double[] values(Shape shape, double deviation, RandomGenerator random) {
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = draw(deviation, random);
        }
        return values;
    }
}
