package dev.inercia.examples.benchmark;

import java.util.Arrays;
import java.util.List;

/**
 * Median, minimum and maximum of several rounds.
 *
 * @param median the median
 * @param lowest the minimum
 * @param highest the maximum
 */
record Summary(double median, double lowest, double highest) {

    /**
     * Summarises rounds.
     *
     * @param rounds at least one
     */
    static Summary of(List<Double> rounds) {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one round to sum up, but got none");
        }
        double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Summary(median, sorted[0], sorted[sorted.length - 1]);
    }

    /**
     * The ratio of the times of two contestants: the median over rounds of the ratio within a round. Both are measured
     * in close succession, so lasting disturbances affect both.
     */
    static double ratio(List<Double> rounds, List<Double> others) {
        if (rounds.size() != others.size()) {
            throw new IllegalArgumentException(
                    "Expected as many rounds of both, but got " + rounds.size() + " and " + others.size());
        }
        Double[] ratios = new Double[rounds.size()];
        Arrays.setAll(ratios, round -> rounds.get(round) / others.get(round));
        return of(List.of(ratios)).median();
    }
}
