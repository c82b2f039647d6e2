package dev.inercia.examples.report.output;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.text.Messages;
import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.PTag;
import j2html.tags.specialized.SectionTag;
import j2html.tags.specialized.SpanTag;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One experiment on the page: from its question to its last number. */
record ExperimentSection(Messages messages) {

    SectionTag of(Outcome outcome) {
        EpochTables epochs = new EpochTables(messages);
        RunTables tables = new RunTables(messages);
        return section(
                        h2(text(outcome.title() + " "), code(outcome.id())),
                        p(outcome.question()).withClass("question"),
                        p(strong(messages.text("section.settings") + " "), text(outcome.settings())),
                        each(outcome.findings(), this::finding),
                        each(outcome.remarks(), remark -> p(remark)),
                        each(outcome.charts(), plot -> Plots.figureOf(plot, messages.locale())),
                        iff(
                                !outcome.runs().isEmpty(),
                                div(
                                        LooksTable.of(outcome, messages),
                                        epochs.correct(outcome.runs()),
                                        warnings(outcome.runs()),
                                        epochs.activity(outcome.runs()),
                                        tables.results(outcome.runs()),
                                        tables.setups(outcome.runs()),
                                        files(outcome))))
                .withId(anchor(outcome));
    }

    static String anchor(Outcome outcome) {
        return Text.slug(outcome.id());
    }

    private DivTag finding(Finding finding) {
        Claims claims = new Claims(messages);
        return div(
                        p(claims.badge(finding.verdict())),
                        labelled("section.claim", text(finding.claim())),
                        labelled("section.allows", text(finding.allows())),
                        div(label("section.measured"), each(finding.measures(), claims::measure))
                                .withClass("labelled"),
                        labelled("section.why", text(finding.reason())))
                .withClass("finding");
    }

    private PTag labelled(String key, DomContent content) {
        return p(label(key), content);
    }

    private SpanTag label(String key) {
        return span(messages.text(key)).withClass("label");
    }

    private DomContent warnings(List<Run> runs) {
        List<String> lines = runs.stream()
                .flatMap(run -> Stream.concat(
                        run.history().warnings().stream()
                                .map(warning -> when(run, warning.epoch()) + warning.message()),
                        run.history().stopReason().stream()
                                .map(reason -> messages.text("section.stopped", who(run)) + reason)))
                .toList();
        return lines.isEmpty()
                ? p(messages.text("section.no-warnings"))
                : div(h3(messages.text("section.warnings")), ul(each(lines, line -> li(line))))
                        .withClass("warnings");
    }

    private String when(Run run, int epoch) {
        return epoch == 0
                ? messages.text("section.before", who(run))
                : messages.text("section.in-epoch", who(run), epoch);
    }

    private String who(Run run) {
        return messages.text(
                "section.run", messages.label(run.label()), run.setup().seed());
    }

    private DomContent files(Outcome outcome) {
        List<String> names = RunFiles.names(outcome);
        return details(
                summary(messages.text("section.csv")),
                ul(each(IntStream.range(0, names.size())
                        .mapToObj(i -> li(a(who(outcome.runs().get(i))).withHref(names.get(i)))))));
    }
}
