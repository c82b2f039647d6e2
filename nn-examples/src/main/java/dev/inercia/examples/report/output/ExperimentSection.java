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
import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.SectionTag;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One experiment on the page: from its question to its last number. */
final class ExperimentSection {

    private ExperimentSection() {}

    static SectionTag of(Outcome outcome, Plots plots) {
        List<Repeats> repeats = Repeats.of(outcome.runs());
        boolean watched =
                outcome.runs().stream().anyMatch(run -> !run.activity().isEmpty());
        return section(
                        h2(text(outcome.title() + " "), code(outcome.id())),
                        p(outcome.question()).withClass("question"),
                        p(strong("Settings. "), text(outcome.settings())),
                        each(outcome.findings(), ExperimentSection::finding),
                        each(outcome.remarks(), remark -> p(remark)),
                        each(outcome.charts(), plots::figureOf),
                        iff(
                                !outcome.runs().isEmpty(),
                                div(
                                        EpochTables.correct(outcome.runs()),
                                        warnings(outcome.runs()),
                                        EpochTables.activity(outcome.runs()),
                                        RunTables.results(outcome.runs()),
                                        RunTables.setups(outcome.runs()),
                                        files(outcome))))
                .withId(anchor(outcome));
    }

    static String anchor(Outcome outcome) {
        return Text.slug(outcome.id());
    }

    private static DivTag finding(Finding finding) {
        return div(
                        p(Claims.badge(finding.verdict())),
                        p(span("Claim").withClass("label"), text(finding.claim())),
                        p(span("Measured").withClass("label"), text(finding.measured())),
                        p(span("Why").withClass("label"), text(finding.reason())))
                .withClass("finding");
    }

    private static DomContent warnings(List<Run> runs) {
        List<String> lines = runs.stream()
                .flatMap(run -> Stream.concat(
                        run.history().warnings().stream()
                                .map(warning -> when(run, warning.epoch()) + warning.message()),
                        run.history().stopReason().stream().map(reason -> who(run) + ", stopped: " + reason)))
                .toList();
        return lines.isEmpty()
                ? p("No warnings from the library.")
                : div(h3("Warnings from the library"), ul(each(lines, line -> li(line))))
                        .withClass("warnings");
    }

    private static String when(Run run, int epoch) {
        return who(run) + (epoch == 0 ? ", before the first epoch: " : ", epoch " + epoch + ": ");
    }

    private static String who(Run run) {
        return run.label() + ", seed " + run.setup().seed();
    }

    private static DomContent files(Outcome outcome) {
        List<String> names = RunFiles.names(outcome);
        return details(
                summary("Each run as CSV"),
                ul(each(IntStream.range(0, names.size())
                        .mapToObj(i -> li(a(who(outcome.runs().get(i))).withHref(names.get(i)))))));
    }
}
