package dev.inercia.nn.metric;

import dev.inercia.nn.data.Dataset;

/** Whether targets are probabilities. */
final class Probabilities {

    /** How far the sum of a row may be from 1: for rounding. */
    private static final double TOLERANCE = 1e-3;

    private Probabilities() {}

    /** Whether these numbers are at least 0 and sum to 1. */
    static boolean isRow(double[] values, int from, int to) {
        double sum = 0;
        double least = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
            least = Math.min(least, values[i]);
        }
        return least >= 0 && Math.abs(sum - 1) <= TOLERANCE;
    }

    /** Whether every row of so many targets is at least 0 and sums to 1. */
    static boolean areRows(Dataset data, int columns) {
        boolean[] are = {true};
        data.forEachTarget((target, example) -> {
            for (int from = 0; from < target.length; from += columns) {
                are[0] &= isRow(target, from, from + columns);
            }
        });
        return are[0];
    }

    /** Whether every target is from 0 to 1. */
    static boolean areAll(Dataset data) {
        boolean[] are = {true};
        data.forEachTarget((target, example) -> {
            for (double value : target) {
                are[0] &= value >= 0 && value <= 1;
            }
        });
        return are[0];
    }
}
