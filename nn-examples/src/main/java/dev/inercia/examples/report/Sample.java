package dev.inercia.examples.report;

import java.util.Arrays;

/** Results that differ only in their seed. */
final class Sample {

    private final double[] values;

    /** Takes at least one value. */
    Sample(double... values) {
        this.values = values.clone();
    }

    int count() {
        return values.length;
    }

    double[] values() {
        return values.clone();
    }

    double mean() {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** The sample standard deviation; 0 for a single value. */
    double deviation() {
        double mean = mean();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
    }

    double median() {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double min() {
        return Arrays.stream(values).min().orElse(Double.NaN);
    }

    double max() {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }
}
