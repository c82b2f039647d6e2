package dev.inercia.tune;

import dev.inercia.nn.check.Range;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * What a {@link Space} asks for the value of each hyperparameter: in a grid it gives every value in turn, in a random
 * search one at random.
 *
 * <p>Numbers between bounds are rounded to four significant digits, so that they can be read and typed again.
 */
public interface Choice {

    /**
     * One of so many, from 0 to {@code count - 1}: in a grid each, at random each as likely as another.
     *
     * @param count at least 1
     */
    int index(int count);

    /**
     * How far between two bounds, from 0 to 1: in a grid so many points, both bounds among them; at random uniform.
     *
     * @param points at least 2
     */
    double fraction(int points);

    /** One of these numbers, at least one. */
    default double oneOf(double... values) {
        Range.atLeastOne("Choice", "the number of values", values.length);
        return values[index(values.length)];
    }

    /** One of these whole numbers, at least one. */
    default int oneOf(int... values) {
        Range.atLeastOne("Choice", "the number of values", values.length);
        return values[index(values.length)];
    }

    /** One of these, at least one. */
    default <T> T oneOf(List<T> values) {
        Range.atLeastOne("Choice", "the number of values", values.size());
        return values.get(index(values.size()));
    }

    /**
     * A number whose logarithm is evenly spread, such as a learning rate: 0.001, 0.01, 0.1 for three points from 0.001
     * to 0.1; at random log-uniform.
     *
     * @param low finite and above 0
     * @param high finite and above low
     * @param points how many there are in a grid, at least 2; does not matter at random
     */
    default double logarithmic(double low, double high, int points) {
        Range.aboveZero("Choice", "low", low);
        requireOrder(low, high, points);
        return rounded(low * Math.pow(high / low, fraction(points)), low, high);
    }

    /**
     * A number that is evenly spread, such as a momentum.
     *
     * @param low finite
     * @param high finite and above low
     * @param points how many there are in a grid, at least 2; does not matter at random
     */
    default double linear(double low, double high, int points) {
        requireOrder(low, high, points);
        return rounded(low + (high - low) * fraction(points), low, high);
    }

    private static void requireOrder(double low, double high, int points) {
        if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
            throw new IllegalArgumentException(
                    "Choice: expected finite bounds, low < high, but they are " + low + " and " + high);
        }
        if (points < 2) {
            throw new IllegalArgumentException(
                    "Choice: points must be at least 2, but is " + points + "; a single value needs no choice");
        }
    }

    private static double rounded(double value, double low, double high) {
        double readable = new BigDecimal(value).round(new MathContext(4)).doubleValue();
        return readable >= low && readable <= high ? readable : Math.max(low, Math.min(high, value));
    }
}
