package dev.inercia.nn.metric;

import dev.inercia.nn.check.Probabilities;
import dev.inercia.nn.data.Dataset;

/** Decides whether an activation can output all targets of a data set. */
final class TargetRange {

    private TargetRange() {}

    /** True if every row of {@code columns} targets is at least 0 and sums to 1. */
    static boolean areDistributions(Dataset data, int columns) {
        boolean[] are = {true};
        data.forEachTarget((target, example) -> {
            for (int from = 0; from < target.length; from += columns) {
                are[0] &= Probabilities.isDistribution(target, from, from + columns);
            }
        });
        return are[0];
    }

    /** True if every target is in [0, 1]. */
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
