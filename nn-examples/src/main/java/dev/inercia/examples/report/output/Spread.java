package dev.inercia.examples.report.output;

import java.util.Arrays;

/**
 * Several values' middle and how far they lie from it.
 *
 * @param mean NaN of none
 * @param deviation the sample standard deviation, with n - 1; NaN of fewer than two
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
