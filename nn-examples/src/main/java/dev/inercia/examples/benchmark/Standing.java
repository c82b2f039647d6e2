package dev.inercia.examples.benchmark;

import java.util.List;
import java.util.Optional;

/**
 * How a work ended.
 *
 * @param work which
 * @param title what it is
 * @param results of those that took part, ours first
 * @param absent who did not, and why
 * @param idleShare the share of a processor that all waiting contestants together used during the others' rounds
 */
record Standing(Work work, String title, List<Result> results, List<String> absent, double idleShare) {

    Optional<Result> of(String contestant) {
        return results.stream()
                .filter(result -> result.contestant().equals(contestant))
                .findFirst();
    }

    /** How many times as long as we somebody took; NaN if we took no part. */
    double ratio(Result result) {
        return of(Contestant.OURS)
                .map(ours -> Summary.ratio(result.rounds(), ours.rounds()))
                .orElse(Double.NaN);
    }
}
