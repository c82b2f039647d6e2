package dev.inercia.examples.report.output;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
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
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.style;
import static j2html.TagCreator.text;
import static j2html.TagCreator.title;

import dev.inercia.examples.report.result.Conditions;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.result.Verdict;
import j2html.TagCreator;
import j2html.tags.specialized.HeadTag;
import j2html.tags.specialized.HeaderTag;
import j2html.tags.specialized.PTag;
import java.util.List;

/** {@code index.html}: the whole report in one file, without scripts and without a network. */
final class Page {

    private static final String TITLE = "The report, reproduced";

    private Page() {}

    static String of(Report report, Plots plots) {
        return TagCreator.document(html(
                        pageHead(),
                        body(
                                pageHeader(report),
                                main(
                                        section(h2("Claims and measurements"), Claims.table(report.outcomes()))
                                                .withId("claims"),
                                        section(h2("Conditions"), ConditionsList.of(report.conditions()))
                                                .withId("conditions"),
                                        each(report.outcomes(), outcome -> ExperimentSection.of(outcome, plots))),
                                footer(p(
                                        text("Made by Inercia "
                                                + report.conditions().version() + ". All numbers: "),
                                        a("results.json").withHref("results.json"),
                                        text(", as "),
                                        a("results.schema.json").withHref("results.schema.json"),
                                        text(" says.")))))
                .withLang("en"));
    }

    private static HeadTag pageHead() {
        return head(
                meta().withCharset("utf-8"),
                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                meta().withName("color-scheme").withContent("light dark"),
                title(TITLE),
                style(rawHtml(ReportFiles.resource("page.css"))));
    }

    private static HeaderTag pageHeader(Report report) {
        List<Outcome> outcomes = report.outcomes();
        return header(
                h1(TITLE),
                lead(report),
                iff(
                        report.conditions().isSynthetic(),
                        p(
                                        strong("Not MNIST. "),
                                        text(
                                                "This ran on synthetic digits: none of these numbers is MNIST’s, and none of"
                                                        + " the verdicts is about it."))
                                .withClass("banner")),
                iff(
                        !report.missing().isEmpty(),
                        p(strong("Interrupted. "), text("Not finished: " + String.join(", ", report.missing()) + "."))
                                .withClass("banner")),
                nav(
                        a("Claims").withHref("#claims"),
                        a("Conditions").withHref("#conditions"),
                        each(
                                outcomes,
                                outcome -> a(outcome.title()).withHref("#" + ExperimentSection.anchor(outcome)))));
    }

    private static PTag lead(Report report) {
        Conditions conditions = report.conditions();
        List<Verdict> verdicts = report.outcomes().stream()
                .flatMap(outcome -> outcome.findings().stream())
                .map(finding -> finding.verdict())
                .toList();
        long runs = report.outcomes().stream()
                .mapToLong(outcome -> outcome.runs().size())
                .sum();
        long epochs = report.outcomes().stream()
                .flatMap(outcome -> outcome.runs().stream())
                .mapToLong(run -> run.history().epochs().size())
                .sum();
        return p("A student’s report compared SGD, SGD with momentum (“inercia”), RMSprop and Adam on a network that"
                        + " reads handwritten digits. This page repeats its experiments and compares the results"
                        + " with its claims. " + judged(verdicts) + "("
                        + Text.plural(report.outcomes().size(), "experiment") + ", " + Text.plural(runs, "training")
                        + ", " + Text.plural(epochs, "epoch") + ", in "
                        + Text.decimals(conditions.seconds(), 0) + " seconds.)")
                .withClass("lead");
    }

    private static String judged(List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return "";
        }
        return "Of " + Text.plural(verdicts.size(), "claim") + ", "
                + counted(verdicts, Verdict.CONFIRMED) + ", " + counted(verdicts, Verdict.NOT_CONFIRMED) + " and "
                + counted(verdicts, Verdict.UNDECIDED) + ". ";
    }

    private static String counted(List<Verdict> verdicts, Verdict which) {
        long count = verdicts.stream().filter(which::equals).count();
        return switch (which) {
            case CONFIRMED -> count + (count == 1 ? " is" : " are") + " confirmed";
            case NOT_CONFIRMED -> count + (count == 1 ? " is" : " are") + " not";
            case UNDECIDED -> count + " cannot be decided";
        };
    }
}
