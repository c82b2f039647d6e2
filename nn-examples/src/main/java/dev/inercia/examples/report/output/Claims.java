package dev.inercia.examples.report.output;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.span;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import dev.inercia.examples.report.claim.Look;
import dev.inercia.examples.report.claim.Verdict;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Measure;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.plot.IntervalBar;
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
        return div(rawHtml(intervalOf(measure, words)), span(words)).withClass("measure");
    }

    /** With too few seeds for an interval, a dot for each. */
    private static String intervalOf(Measure measure, String words) {
        List<IntervalBar.Span> allowed = measure.threshold().allowed().stream()
                .map(range -> new IntervalBar.Span(range[0], range[1]))
                .toList();
        boolean isLogarithmic = measure.unit().isLogarithmic();
        IntervalBar bar = measure.looks().isEmpty()
                ? new IntervalBar(
                        words,
                        isLogarithmic,
                        allowed,
                        IntervalBar.Span.NONE,
                        measure.values().stream().mapToDouble(value -> value).toArray())
                : of(measure.looks().get(measure.looks().size() - 1), words, isLogarithmic, allowed);
        return bar.svg(measure.verdict().key());
    }

    private static IntervalBar of(Look look, String words, boolean isLogarithmic, List<IntervalBar.Span> allowed) {
        return new IntervalBar(
                words, isLogarithmic, allowed, new IntervalBar.Span(look.low(), look.high()), look.mean());
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
