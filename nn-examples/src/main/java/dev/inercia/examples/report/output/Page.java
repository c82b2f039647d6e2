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

import dev.inercia.examples.report.claim.Looks;
import dev.inercia.examples.report.claim.Verdict;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.plot.PlotStyle;
import j2html.TagCreator;
import j2html.tags.specialized.HeadTag;
import j2html.tags.specialized.HeaderTag;
import j2html.tags.specialized.PTag;
import j2html.tags.specialized.SectionTag;
import java.util.List;
import java.util.stream.Collectors;

/** {@code index.html}: the whole report in one file, without scripts and without a network. */
record Page(Report report, Messages messages) {

    String document() {
        ExperimentSection sections = new ExperimentSection(messages);
        return TagCreator.document(html(
                        pageHead(),
                        body(
                                pageHeader(),
                                main(
                                        iff(
                                                !isOwn(),
                                                section(
                                                                h2(messages.text("claims.title")),
                                                                new Claims(messages).table(report.outcomes()))
                                                        .withId("claims")),
                                        each(report.outcomes(), sections::of),
                                        iff(!isOwn(), rule()),
                                        section(
                                                        h2(messages.text("conditions.title")),
                                                        ConditionsList.of(report.conditions(), messages))
                                                .withId("conditions")),
                                footer(p(
                                        text(messages.text(
                                                        "page.footer",
                                                        report.conditions().version()) + " "),
                                        a("results.json").withHref("results.json"),
                                        text(messages.text("page.footer.schema") + " "),
                                        a("results.schema.json").withHref("results.schema.json"),
                                        text(messages.text("page.footer.end"))))))
                .withLang(messages.language()));
    }

    private HeadTag pageHead() {
        return head(
                meta().withCharset("utf-8"),
                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                meta().withName("color-scheme").withContent("light dark"),
                title(heading()),
                style(rawHtml(PlotStyle.css() + ReportFiles.resource("page.css"))));
    }

    private HeaderTag pageHeader() {
        return header(
                h1(heading()),
                p(lead()).withClass("lead"),
                iff(report.conditions().isSynthetic(), banner("page.synthetic")),
                iff(!report.missing().isEmpty(), banner("page.interrupted", String.join(", ", report.missing()))),
                nav(
                        iff(!isOwn(), a(messages.text("nav.claims")).withHref("#claims")),
                        each(
                                report.outcomes(),
                                outcome -> a(outcome.title()).withHref("#" + ExperimentSection.anchor(outcome))),
                        iff(!isOwn(), a(messages.text("nav.rule")).withHref("#rule")),
                        a(messages.text("nav.conditions")).withHref("#conditions")));
    }

    private PTag banner(String key, Object... values) {
        return p(strong(messages.text(key) + " "), text(messages.text(key + ".text", values)))
                .withClass("banner");
    }

    private SectionTag rule() {
        String plan = Looks.PLAN.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return section(
                        h2(messages.text("rule.title")),
                        p(messages.text("rule.text")),
                        p(messages.text("rule.looks", plan, Text.decimals(100 * Looks.ERROR, 0))),
                        p(messages.text("rule.epochs")))
                .withId("rule");
    }

    /** True if it holds somebody's own experiment, about which the report says nothing. */
    private boolean isOwn() {
        return !report.outcomes().isEmpty() && report.outcomes().stream().allMatch(Outcome::isOwn);
    }

    private String heading() {
        return isOwn() ? report.outcomes().get(0).title() : messages.text("page.title");
    }

    private String lead() {
        List<Outcome> outcomes = report.outcomes();
        long runs =
                outcomes.stream().mapToLong(outcome -> outcome.runs().size()).sum();
        long epochs = outcomes.stream()
                .flatMap(outcome -> outcome.runs().stream())
                .mapToLong(run -> run.history().epochs().size())
                .sum();
        return messages.text(
                isOwn() ? "page.own" : "page.lead",
                judged(),
                messages.count("page.experiments", outcomes.size()),
                messages.count("page.trainings", runs),
                messages.count("page.epochs", epochs),
                Text.decimals(report.conditions().seconds(), 0));
    }

    private String judged() {
        List<Verdict> verdicts = report.outcomes().stream()
                .flatMap(outcome -> outcome.findings().stream())
                .map(finding -> finding.verdict())
                .toList();
        if (verdicts.isEmpty()) {
            return "";
        }
        return messages.text(
                        "page.judged",
                        messages.count("page.claims", verdicts.size()),
                        counted(verdicts, Verdict.CONFIRMED, "page.confirmed"),
                        counted(verdicts, Verdict.NOT_CONFIRMED, "page.not"),
                        counted(verdicts, Verdict.UNDECIDED, "page.undecided"))
                + " ";
    }

    private String counted(List<Verdict> verdicts, Verdict which, String key) {
        return messages.count(key, verdicts.stream().filter(which::equals).count());
    }
}
