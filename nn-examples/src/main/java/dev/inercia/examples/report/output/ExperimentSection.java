package dev.inercia.examples.report.output;

import static j2html.TagCreator.a;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.img;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;

import dev.inercia.examples.plot.Chart;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Outcome;
import j2html.tags.DomContent;
import j2html.tags.specialized.DetailsTag;
import java.util.Base64;
import java.util.Map;

/** An experiment's part of the page. */
final class ExperimentSection {

    private ExperimentSection() {}

    static DomContent of(Outcome outcome, Map<String, byte[]> pictures) {
        return section(
                        h2(outcome.title()),
                        p(outcome.question()).withClass("question"),
                        each(outcome.findings(), ExperimentSection::finding),
                        each(outcome.charts(), chart -> picture(chart, pictures.get(chart.name()))),
                        each(outcome.remarks(), remark -> p(remark)),
                        h3("Settings"),
                        p(outcome.settings()),
                        folded("Every hyperparameter, and the times", RunTables.settings(outcome)),
                        folded("Correct per epoch", RunTables.epochs(outcome)).isOpen(),
                        folded("Weighted inputs and saturation", RunTables.activity(outcome)),
                        RunTables.hasWarnings(outcome)
                                ? folded("What the library warned of", RunTables.warnings(outcome))
                                : p("The library had nothing to warn of.").withClass("quiet"))
                .withId(outcome.id());
    }

    private static DomContent finding(Finding finding) {
        return div(
                        p(strong("The report: "), text(finding.claim())),
                        p(strong("Measured: "), text(finding.measured())),
                        p(Page.badge(finding.verdict()), text(" " + finding.reason())))
                .withClass("finding");
    }

    private static DomContent picture(Chart chart, byte[] png) {
        return figure(
                img().withSrc("data:image/png;base64," + Base64.getEncoder().encodeToString(png))
                        .withAlt(chart.title() + ": " + chart.yTitle() + " by " + chart.xTitle())
                        .attr("width", "860")
                        .attr("height", "480"),
                figcaption(
                        a("PNG").withHref("plots/" + chart.name() + ".png"),
                        text(" · "),
                        a("SVG").withHref("plots/" + chart.name() + ".svg")));
    }

    private static DetailsTag folded(String title, DomContent content) {
        return details(summary(title), div(content).withClass("scroll"));
    }
}
