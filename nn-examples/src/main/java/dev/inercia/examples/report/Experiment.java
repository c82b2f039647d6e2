package dev.inercia.examples.report;

import dev.inercia.examples.plot.Chart;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the report's experiments: its trainings, and the conclusions from them. Verdicts are computed from the
 * measured numbers.
 */
interface Experiment {

    /** The name on the command line, for example {@code fig1}. */
    String id();

    String title();

    /** The question it answers. */
    String question();

    /** The settings common to all runs, in a sentence or two. */
    String settings();

    /** The trainings for one seed; labels and order are the same for all seeds. */
    List<Trial> trials(long seed);

    /** The report's claims with the measured values. */
    List<Finding> findings(Evidence evidence);

    /** Further remarks. */
    default List<String> remarks(Evidence evidence) {
        return List.of();
    }

    default List<Chart> charts(Evidence evidence) {
        return List.of(Curves.accuracy(id(), title(), evidence.runs()));
    }

    /** True if it measures time, so nothing else may run meanwhile and it shares no run with other experiments. */
    default boolean isAlone() {
        return false;
    }

    /** The minimum number of seeds. */
    default int leastRepeats() {
        return 1;
    }

    /** The trainings for {@code repeats} seeds from the first on, grouped by label. */
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

    /** Judges the claims by the finished trainings. */
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
