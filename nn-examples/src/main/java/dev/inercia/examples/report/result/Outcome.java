package dev.inercia.examples.report.result;

import dev.inercia.plot.LinePlot;
import java.util.List;

/**
 * The result of an experiment.
 *
 * @param id as on the command line: {@code fig1}
 * @param title its heading
 * @param question the question it answers
 * @param settings the settings common to all its runs, in a sentence
 * @param runs its trainings, grouped by label
 * @param findings the report's claims with the measured values
 * @param remarks further remarks, one paragraph each
 * @param charts its curves, the main one first
 */
public record Outcome(
        String id,
        String title,
        String question,
        String settings,
        List<Run> runs,
        List<Finding> findings,
        List<String> remarks,
        List<LinePlot> charts) {

    /** The id of what is no experiment of the report's, but somebody's own. */
    public static final String OWN = "own";

    /** True if it is no experiment of the report's. */
    public boolean isOwn() {
        return id.equals(OWN);
    }

    /** Copies the lists. */
    public Outcome {
        runs = List.copyOf(runs);
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
        charts = List.copyOf(charts);
    }
}
