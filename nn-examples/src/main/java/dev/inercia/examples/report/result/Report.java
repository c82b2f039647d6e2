package dev.inercia.examples.report.result;

import java.util.List;

/**
 * The result of one run of the report.
 *
 * @param conditions under which it was made
 * @param outcomes the finished experiments
 * @param missing the ids of the requested experiments that did not finish
 */
public record Report(Conditions conditions, List<Outcome> outcomes, List<String> missing) {

    public Report {
        outcomes = List.copyOf(outcomes);
        missing = List.copyOf(missing);
    }
}
