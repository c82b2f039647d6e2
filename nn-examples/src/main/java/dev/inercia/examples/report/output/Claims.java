package dev.inercia.examples.report.output;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import dev.inercia.examples.report.claim.Verdict;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Measure;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.text.Messages;
import j2html.TagCreator;
import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.SpanTag;
import j2html.tags.specialized.TrTag;
import java.util.List;

/** All claims with the measured values; on a narrow screen each row becomes a card. */
record Claims(Messages messages) {

    DomContent table(List<Outcome> outcomes) {
        List<String> heads = List.of("claims.says", "claims.measured", "claims.verdict");
        return div(
                p(messages.text("claims.legend")).withClass("legend"),
                div(TagCreator.table(
                                        thead(tr(each(
                                                heads,
                                                head -> th(messages.text(head)).withScope("col")))),
                                        tbody(each(
                                                outcomes,
                                                outcome -> each(outcome.findings(), finding -> row(outcome, finding)))))
                                .withClass("claims"))
                        .withClass("scroll"));
    }

    private TrTag row(Outcome outcome, Finding finding) {
        return tr(
                th(
                                text(finding.claim() + " "),
                                a(outcome.id())
                                        .withHref("#" + ExperimentSection.anchor(outcome))
                                        .withTitle(outcome.title()))
                        .withScope("row"),
                td(each(finding.measures(), this::measure)).attr("data-head", messages.text("claims.measured")),
                td(badge(finding.verdict())));
    }

    /** A quantity: its drawn interval, and its numbers. */
    DivTag measure(Measure measure) {
        String words = measure.words(messages);
        return div(IntervalBar.of(measure, words), span(words)).withClass("measure");
    }

    SpanTag badge(Verdict verdict) {
        String sign = switch (verdict) {
            case CONFIRMED -> "✓ ";
            case NOT_CONFIRMED -> "✗ ";
            case UNDECIDED -> "? ";
        };
        return span(sign + messages.text("verdict." + verdict.key())).withClass("badge " + verdict.key());
    }
}
