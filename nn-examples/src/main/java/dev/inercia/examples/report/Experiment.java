package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Run;
import java.util.List;

/** One of the report's experiments: which trainings it asks for, and what it concludes from them. */
interface Experiment {

    /** As on the command line. */
    String id();

    /** The trainings it asks for, those of one label together. */
    List<Trial> trials(Options options);

    /** Whether its trainings want the machine for themselves, one after the other. */
    default boolean runsAlone() {
        return false;
    }

    /**
     * What it concludes.
     *
     * @param runs its trainings, done, in the order of {@link #trials}
     */
    Outcome judge(List<Run> runs);
}
