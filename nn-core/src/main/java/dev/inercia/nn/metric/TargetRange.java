package dev.inercia.nn.metric;

import dev.inercia.nn.check.Probabilities;
import dev.inercia.nn.data.Dataset;

/** Whether all targets of a data set are what an activation can give. */
final class TargetRange {

    private TargetRange() {}

    /** Whether every row of so many targets is at least 0 and sums to 1. */
    static boolean areDistributions(Dataset data, int columns) {
        boolean[] are = {true};
        data.forEachTarget((target, example) -> {
            for (int from = 0; from < target.length; from += columns) {
                are[0] &= Probabilities.isDistribution(target, from, from + columns);
            }
        });
        return are[0];
    }

    /** Whether every target is from 0 to 1. */
    static boolean areProbabilities(Dataset data) {
        boolean[] are = {true};
        data.forEachTarget((target, example) -> {
            for (double value : target) {
                are[0] &= value >= 0 && value <= 1;
            }
        });
        return are[0];
    }
}
