package dev.inercia.examples.report.result;

import java.util.List;

/**
 * All that one run of the report gave.
 *
 * @param conditions under which it was made
 * @param outcomes the experiments that were finished
 * @param missing the ids of those asked for that were not finished
 */
public record Report(Conditions conditions, List<Outcome> outcomes, List<String> missing) {

    /** Keeps copies. */
    public Report {
        outcomes = List.copyOf(outcomes);
        missing = List.copyOf(missing);
    }
}
