package dev.inercia.examples.report.result;

import dev.inercia.examples.report.claim.Verdict;
import java.util.List;

/**
 * A claim of the report with the measured values.
 *
 * @param key its name within the experiment, for programs
 * @param claim what the report says
 * @param allows which values of the quantities it allows, in words
 * @param measures its quantities with their looks
 * @param verdict the verdict over seeds
 * @param reason the reason, and what would decide it
 */
public record Finding(String key, String claim, String allows, List<Measure> measures, Verdict verdict, String reason) {

    /** Copies the list. */
    public Finding {
        measures = List.copyOf(measures);
    }
}
