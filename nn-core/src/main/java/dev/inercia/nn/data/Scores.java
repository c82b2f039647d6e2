package dev.inercia.nn.data;

import java.util.List;
import java.util.Locale;

/**
 * The scores of several trainings, one per fold or seed.
 *
 * @param values at least one; copied
 */
public record Scores(List<Double> values) {

    public Scores {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one score");
        }
    }

    public double mean() {
        return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    /** The sample standard deviation (divided by n - 1); 0 for a single score. */
    public double spread() {
        double mean = mean();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return values.size() == 1 ? 0 : Math.sqrt(squares / (values.size() - 1));
    }

    /** For example {@code 0.9523 +- 0.0121 (5 values)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.4g +- %.2g (%d %s)",
                mean(),
                spread(),
                values.size(),
                values.size() == 1 ? "value" : "values");
    }
}
