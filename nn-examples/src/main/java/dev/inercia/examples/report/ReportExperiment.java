package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.plot.LinePlot;
import java.util.List;

/**
 * One of the report's experiments: its trainings, and its claims. Verdicts are computed from the measured numbers. Its
 * texts begin with its id.
 */
interface ReportExperiment {

    /** The name on the command line, for example {@code fig1}. */
    String id();

    /** The trainings for one seed; labels and order are the same for all seeds. */
    List<Trial> trials(long seed);

    /** The report's claims. */
    List<Claim> claims();

    /** Further remarks. */
    default List<String> remarks(Evidence evidence, Messages messages) {
        return List.of();
    }

    /** The curves, the main ones first. */
    List<LinePlot> charts(Evidence evidence, Messages messages);

    /** True if it measures time, so nothing else may run meanwhile and it shares no run with other experiments. */
    default boolean isAlone() {
        return false;
    }

    /** Judges the claims by the finished trainings. */
    default Outcome judge(Evidence evidence, Messages messages) {
        List<Finding> findings = claims().stream()
                .map(claim -> claim.judge(id(), evidence, messages))
                .toList();
        return new Outcome(
                id(),
                messages.text(id() + ".title"),
                messages.text(id() + ".question"),
                messages.text(id() + ".settings"),
                evidence.runs(),
                findings,
                remarks(evidence, messages),
                charts(evidence, messages));
    }
}
