package dev.inercia.examples.benchmark;

import java.util.Arrays;
import java.util.Locale;

/**
 * What two libraries reached on one table, an entry for each seed; both were given the same splits.
 *
 * @param set the table
 * @param ours our test metric
 * @param theirs theirs
 * @param ourSeconds how long each of our trainings took
 * @param theirSeconds how long each of theirs took
 */
record TableResult(TableSet set, double[] ours, double[] theirs, double[] ourSeconds, double[] theirSeconds) {

    /** The mean over splits of our metric less theirs. */
    double difference() {
        return mean(differences());
    }

    /** The standard error of {@link #difference()}; NaN for a single split. */
    double standardError() {
        double[] differences = differences();
        double mean = difference();
        double squares =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        return Math.sqrt(squares / (differences.length - 1) / differences.length);
    }

    private double[] differences() {
        double[] differences = new double[ours.length];
        Arrays.setAll(differences, i -> ours[i] - theirs[i]);
        return differences;
    }

    /** The heads of {@link #row()}, as Markdown. */
    static String head() {
        return "| | test metric | Inercia | scikit-learn | difference | Inercia, s | scikit-learn, s |\n"
                + "|---|---|--:|--:|--:|--:|--:|";
    }

    /** A row of a table in Markdown: metrics in hundredths, means over splits; seconds, medians. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %.2f | %+.2f ± %.2f | %.2f | %.2f |",
                set,
                set.metric().name(),
                100 * mean(ours),
                100 * mean(theirs),
                100 * difference(),
                100 * standardError(),
                median(ourSeconds),
                median(theirSeconds));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }
}
