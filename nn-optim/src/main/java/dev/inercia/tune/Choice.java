package dev.inercia.tune;

import dev.inercia.nn.check.Range;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Supplies the value of each hyperparameter of a {@link Space}: every value in turn in a grid, a random one in a random
 * search.
 *
 * <p>Numbers between bounds are rounded to four significant digits, so that they can be read and typed again.
 */
public interface Choice {

    /**
     * An index from 0 to {@code count - 1}: every one in a grid, uniform at random.
     *
     * @param count at least 1
     */
    int index(int count);

    /**
     * A fraction from 0 to 1: {@code points} evenly spaced ones in a grid, including 0 and 1; uniform at random.
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

    /** One of these values, at least one. */
    default <T> T oneOf(List<T> values) {
        Range.atLeastOne("Choice", "the number of values", values.size());
        return values.get(index(values.size()));
    }

    /**
     * A number on a logarithmic scale, such as a learning rate. In a grid, three points from 0.001 to 0.1 are 0.001,
     * 0.01, 0.1; at random, log-uniform.
     *
     * @param low finite and above 0
     * @param high finite and above low
     * @param points the number of values in a grid, at least 2; ignored at random
     */
    default double logarithmic(double low, double high, int points) {
        Range.aboveZero("Choice", "low", low);
        requireOrder(low, high, points);
        return rounded(low * Math.pow(high / low, fraction(points)), low, high);
    }

    /**
     * A number on a linear scale, such as a momentum: evenly spaced in a grid, uniform at random.
     *
     * @param low finite
     * @param high finite and above low
     * @param points the number of values in a grid, at least 2; ignored at random
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
