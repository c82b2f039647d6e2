package dev.inercia.examples.benchmark;

import java.util.Arrays;
import java.util.Locale;

/**
 * The results of two libraries on a table, one entry per seed, with the same splits.
 *
 * @param set the table
 * @param ours our test metric
 * @param theirs theirs
 * @param ourSeconds the time of each of our trainings
 * @param theirSeconds the time of each of theirs
 */
record TableResult(TableSet set, double[] ours, double[] theirs, double[] ourSeconds, double[] theirSeconds) {

    /** The mean over splits of our metric minus theirs. */
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

    /** The Markdown header of {@link #row()}. */
    static String head() {
        return "| | test metric | Inercia | scikit-learn | difference | Inercia, s | scikit-learn, s |\n"
                + "|---|---|--:|--:|--:|--:|--:|";
    }

    /** A row of a Markdown table: mean metrics over splits in hundredths, and median seconds. */
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
