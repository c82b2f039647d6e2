package dev.inercia.examples.report;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/**
 * What a user may change about all experiments.
 *
 * @param epochs in place of each experiment's own; empty for those
 * @param seed the first seed
 * @param repeats how many seeds each experiment runs with; some have more of their own
 */
record Options(OptionalInt epochs, long seed, int repeats) {

    int epochsOr(int own) {
        return epochs.orElse(own);
    }

    /** The seeds of an experiment that wants at least so many. */
    List<Long> seeds(int atLeast) {
        return LongStream.range(seed, seed + Math.max(repeats, atLeast)).boxed().toList();
    }

    List<Long> seeds() {
        return seeds(1);
    }
}
