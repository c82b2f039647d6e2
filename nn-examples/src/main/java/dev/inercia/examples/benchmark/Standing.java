package dev.inercia.examples.benchmark;

import java.util.List;
import java.util.Optional;

/**
 * The result of a work.
 *
 * @param work the work
 * @param title its title
 * @param results the results of those that took part, ours first
 * @param absent those that did not take part, and why
 * @param departures how results that took part compute something else than ours; see {@link Likeness}
 * @param idleShare the fraction of a processor that all waiting contestants together used during the others' rounds
 */
record Standing(
        Work work, String title, List<Result> results, List<String> absent, List<String> departures, double idleShare) {

    Optional<Result> of(String contestant) {
        return results.stream()
                .filter(result -> result.contestant().equals(contestant))
                .findFirst();
    }

    /** The time of a contestant divided by ours; NaN if we took no part. */
    double ratio(Result result) {
        return of(Contestant.OURS)
                .map(ours -> Summary.ratio(result.rounds(), ours.rounds()))
                .orElse(Double.NaN);
    }
}
