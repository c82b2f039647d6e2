package dev.inercia.examples.report.output;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;

import dev.inercia.examples.report.result.Conditions;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.result.Verdict;
import j2html.tags.DomContent;
import j2html.tags.specialized.SpanTag;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page: all in one file, to be opened from disk. */
final class Page {

    private static final String TITLE = "SGD + inercia: the report, reproduced";

    private Page() {}

    /**
     * The page's text.
     *
     * @param pictures each chart's PNG, by the chart's name
     */
    static String of(Report report, Map<String, byte[]> pictures) {
        return "<!DOCTYPE html>\n"
                + html(
                                head(
                                        meta().withCharset("utf-8"),
                                        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                        title(TITLE),
                                        style(rawHtml(ReportFiles.resource("page.css")))),
                                body(
                                        header(h1(TITLE), summary(report)),
                                        main(
                                                banners(report),
                                                claims(report.outcomes()),
                                                each(
                                                        report.outcomes(),
                                                        outcome -> ExperimentSection.of(outcome, pictures)),
                                                conditions(report.conditions())),
                                        footer(p(
                                                text("Every number of this page is in "),
                                                a("results.json").withHref("results.json"),
                                                text(", described by "),
                                                a("its schema").withHref("results.schema.json"),
                                                text("; epochs as CSV in "),
                                                code("runs/"),
                                                text(", plots as PNG and SVG in "),
                                                code("plots/"),
                                                text(".")))))
                        .withLang("en")
                        .render();
    }

    private static DomContent summary(Report report) {
        Map<Verdict, Long> counts = report.outcomes().stream()
                .flatMap(outcome -> outcome.findings().stream())
                .collect(Collectors.groupingBy(Finding::verdict, Collectors.counting()));
        String verdicts = Arrays.stream(Verdict.values())
                .map(verdict -> counts.getOrDefault(verdict, 0L) + " " + verdict.words())
                .collect(Collectors.joining(", "));
        return p("A student's report compared SGD, SGD with momentum (“inercia”), RMSprop and Adam on a network that reads"
                        + " handwritten digits. This page repeats its experiments and holds what was measured against what"
                        + " it claims: " + verdicts + ".")
                .withClass("lead");
    }

    private static DomContent banners(Report report) {
        String data = report.conditions().data();
        return div(
                iff(
                        data.contains("not MNIST"),
                        p("MNIST was not to be had. These are results on synthetic digits: they say nothing about the"
                                        + " report's claims.")
                                .withClass("banner")),
                iff(
                        !report.missing().isEmpty(),
                        p("Interrupted. Missing: " + String.join(", ", report.missing()) + ".")
                                .withClass("banner")));
    }

    private static DomContent claims(List<Outcome> outcomes) {
        return section(
                h2("Claims and measured values"),
                div(table(
                                thead(tr(th(), th("The report's claim"), th("Measured"), th("Verdict"))),
                                tbody(each(
                                        outcomes,
                                        outcome -> each(
                                                outcome.findings(),
                                                finding -> tr(
                                                        td(a(outcome.id()).withHref("#" + outcome.id())),
                                                        td(finding.claim()),
                                                        td(finding.measured()),
                                                        td(badge(finding.verdict())))))))
                        .withClass("scroll claims")));
    }

    static SpanTag badge(Verdict verdict) {
        return span(verdict.words())
                .withClass("badge " + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static DomContent conditions(Conditions c) {
        String when = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH)
                .withZone(ZoneId.systemDefault())
                .format(c.started());
        return section(
                h2("Conditions"),
                div(table(tbody(
                                row("Data", c.data()),
                                row("SHA-256 of the decoded data", c.checksum()),
                                row("Images", c.trainingImages() + " to train on, " + c.testImages() + " to test on"),
                                row("Machine", c.machine() + ", " + c.cores() + " cores"),
                                row("Java", c.java()),
                                row("Trainings at the same time", c.threads() + " (timing: 1)"),
                                row("First seed, seeds", c.seed() + ", " + c.repeats() + " (fig3: at least 3)"),
                                row("Inercia", c.version()),
                                row("Started", when),
                                row("Took", String.format(Locale.ROOT, "%.0f s, start included", c.seconds())))))
                        .withClass("scroll conditions"));
    }

    private static DomContent row(String name, String value) {
        return tr(th(name), td(value));
    }
}
