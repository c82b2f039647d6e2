package dev.inercia.examples.report.result;

import dev.inercia.examples.plot.Chart;
import java.util.List;

/**
 * What an experiment came to.
 *
 * @param id as on the command line: {@code fig1}
 * @param title its heading
 * @param question what it asks
 * @param settings what all its runs share, in a sentence
 * @param runs its trainings, those of one label together
 * @param findings the report's claims beside the measured values
 * @param remarks what else there is to say, a paragraph each
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
        List<Chart> charts) {

    /** Keeps copies. */
    public Outcome {
        runs = List.copyOf(runs);
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
        charts = List.copyOf(charts);
    }
}
