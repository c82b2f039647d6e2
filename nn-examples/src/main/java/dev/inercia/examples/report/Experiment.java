package dev.inercia.examples.report;

import dev.inercia.examples.plot.Chart;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the report's experiments: which trainings it needs, and what follows from them. Verdicts are computed from the
 * trainings' numbers, whatever they are.
 */
interface Experiment {

    /** As on the command line: {@code fig1}. */
    String id();

    /** Its heading. */
    String title();

    /** What it asks. */
    String question();

    /** What all its runs share, in a sentence or two. */
    String settings();

    /** Its trainings for one seed; the same labels, in the same order, for any. */
    List<Trial> trials(long seed);

    /** The report's claims beside the measured values. */
    List<Finding> findings(Evidence evidence);

    /** What else there is to say. */
    default List<String> remarks(Evidence evidence) {
        return List.of();
    }

    /** Its curves. */
    default List<Chart> charts(Evidence evidence) {
        return List.of(Curves.accuracy(id(), title(), evidence.runs()));
    }

    /** Whether it measures time, so that nothing else may run meanwhile and no run is shared with other experiments. */
    default boolean isAlone() {
        return false;
    }

    /** Over how many seeds at least it has to run. */
    default int leastRepeats() {
        return 1;
    }

    /** Its trainings for so many seeds from the first on, those of one label together. */
    default List<Trial> trials(long seed, int repeats) {
        List<Trial> all = new ArrayList<>();
        int labels = trials(seed).size();
        for (int i = 0; i < labels; i++) {
            for (int repeat = 0; repeat < Math.max(repeats, leastRepeats()); repeat++) {
                all.add(trials(seed + repeat).get(i));
            }
        }
        return all;
    }

    /** What follows from its finished trainings. */
    default Outcome judge(Evidence evidence) {
        return new Outcome(
                id(),
                title(),
                question(),
                settings(),
                evidence.runs(),
                findings(evidence),
                remarks(evidence),
                charts(evidence));
    }
}
