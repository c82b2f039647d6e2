package dev.inercia.examples.report.output;

import java.util.Arrays;

/**
 * The mean and standard deviation of several values.
 *
 * @param mean NaN if there are none
 * @param deviation the sample standard deviation, with n - 1; NaN for fewer than two
 */
record Spread(double mean, double deviation) {

    static Spread of(double... values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return new Spread(mean, values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1)));
    }
}
