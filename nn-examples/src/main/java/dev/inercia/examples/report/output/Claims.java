package dev.inercia.examples.report.output;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.span;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Verdict;
import j2html.TagCreator;
import j2html.tags.DomContent;
import j2html.tags.specialized.SpanTag;
import j2html.tags.specialized.TrTag;
import java.util.List;
import java.util.Locale;

/** All claims with the measured values; on a narrow screen each row becomes a card. */
final class Claims {

    private Claims() {}

    static DomContent table(List<Outcome> outcomes) {
        return div(TagCreator.table(
                                thead(tr(each(
                                        List.of("Experiment", "The report says", "Measured here", "Verdict"),
                                        head -> th(head).withScope("col")))),
                                tbody(each(
                                        outcomes,
                                        outcome -> each(outcome.findings(), finding -> row(outcome, finding)))))
                        .withClass("claims"))
                .withClass("scroll");
    }

    private static TrTag row(Outcome outcome, Finding finding) {
        return tr(
                th(a(outcome.title()).withHref("#" + ExperimentSection.anchor(outcome)))
                        .withScope("row"),
                td(finding.claim()).attr("data-head", "The report says"),
                td(finding.measured()).attr("data-head", "Measured here"),
                td(badge(finding.verdict())));
    }

    static SpanTag badge(Verdict verdict) {
        String sign = switch (verdict) {
            case CONFIRMED -> "✓ ";
            case NOT_CONFIRMED -> "✗ ";
            case UNDECIDED -> "? ";
        };
        return span(sign + verdict.words())
                .withClass("badge " + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
