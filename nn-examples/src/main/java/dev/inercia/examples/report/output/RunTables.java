package dev.inercia.examples.report.output;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.train.Epoch;
import j2html.tags.DomContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables of an experiment's runs. */
final class RunTables {

    private RunTables() {}

    private static String name(Run run, Outcome outcome) {
        return hasSeeds(outcome) ? run.label() + ", seed " + run.setup().seed() : run.label();
    }

    private static boolean hasSeeds(Outcome outcome) {
        return outcome.runs().stream().map(run -> run.setup().seed()).distinct().count() > 1;
    }

    static DomContent settings(Outcome outcome) {
        return table(
                thead(tr(
                        th("Run"),
                        th("Optimizer"),
                        th("Layers"),
                        th("Start"),
                        th("Cost"),
                        th("Batch"),
                        th("Epochs"),
                        th("Seed"),
                        th("Best"),
                        th("Training"),
                        th("A step"),
                        th("Evaluation"))),
                tbody(each(outcome.runs(), run -> settings(run, outcome))));
    }

    private static DomContent settings(Run run, Outcome outcome) {
        Setup setup = run.setup();
        return tr(
                th(a(name(run, outcome)).withHref("runs/" + CsvFile.name(outcome.id(), run))),
                td(Hyperparameters.words(setup.optimizer())),
                td("784-" + setup.hidden() + "-10"),
                td(words(setup.start())),
                td(words(setup.cost())),
                td("" + setup.batchSize()),
                td(run.history().epochs().size() + " of " + setup.epochs()),
                td("" + setup.seed()),
                td(run.history().best().map(RunTables::correct).orElse("none")),
                td(seconds(run.history().trainingSeconds())),
                td(microseconds(run)),
                td(seconds(run.history().evaluationSeconds())));
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String correct(Epoch epoch) {
        return epoch.correct() + " / " + epoch.total() + " in epoch " + epoch.number();
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }

    private static String microseconds(Run run) {
        return run.steps() == 0
                ? ""
                : String.format(Locale.ROOT, "%.0f µs", 1e6 * run.history().trainingSeconds() / run.steps());
    }

    /** Correct answers; where there are several seeds, first their mean and spread. */
    static DomContent epochs(Outcome outcome) {
        DomContent each = byEpoch(
                outcome.runs(),
                run -> name(run, outcome),
                (run, epoch) -> correct(run, epoch).stream()
                        .mapToObj(Integer::toString)
                        .findFirst()
                        .orElse(""));
        if (!hasSeeds(outcome)) {
            return each;
        }
        Map<String, List<Run>> labels = outcome.runs().stream()
                .collect(Collectors.groupingBy(Run::label, LinkedHashMap::new, Collectors.toList()));
        List<Run> firsts = labels.values().stream().map(runs -> runs.get(0)).toList();
        return div(
                byEpoch(
                        firsts,
                        run -> run.label() + ", mean ± spread",
                        (run, epoch) -> meanAndSpread(labels.get(run.label()), epoch)),
                each);
    }

    private static OptionalInt correct(Run run, int epoch) {
        List<Epoch> epochs = run.history().epochs();
        return epochs.size() < epoch
                ? OptionalInt.empty()
                : OptionalInt.of(epochs.get(epoch - 1).correct());
    }

    /** With the sample standard deviation. */
    private static String meanAndSpread(List<Run> runs, int epoch) {
        int[] values =
                runs.stream().flatMapToInt(run -> correct(run, epoch).stream()).toArray();
        if (values.length == 0) {
            return "";
        }
        double mean = IntStream.of(values).average().orElseThrow();
        double squares =
                IntStream.of(values).mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double spread = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
        return String.format(Locale.ROOT, "%.0f ± %.0f", mean, spread);
    }

    static DomContent activity(Outcome outcome) {
        return byEpoch(outcome.runs(), run -> name(run, outcome), (run, epoch) -> {
            if (run.activity().size() < epoch) {
                return "";
            }
            Activity activity = run.activity().get(epoch - 1);
            return String.format(Locale.ROOT, "%,.0f, %.0f %%", activity.largest(), 100 * activity.saturatedShare());
        });
    }

    private interface Cell {
        String of(Run run, int epoch);
    }

    /** A row for each run, a column for each epoch. */
    private static DomContent byEpoch(List<Run> runs, Function<Run, String> name, Cell cell) {
        int epochs = runs.stream()
                .mapToInt(run -> run.history().epochs().size())
                .max()
                .orElse(0);
        List<Integer> numbers = IntStream.rangeClosed(1, epochs).boxed().toList();
        return table(
                thead(tr(th("Epoch"), each(numbers, number -> th("" + number)))),
                tbody(each(runs, run -> tr(th(name.apply(run)), each(numbers, number -> td(cell.of(run, number)))))));
    }

    static boolean hasWarnings(Outcome outcome) {
        return outcome.runs().stream().anyMatch(run -> !run.history().warnings().isEmpty());
    }

    static DomContent warnings(Outcome outcome) {
        Function<Run, DomContent> ofRun = run -> each(
                run.history().warnings(),
                warning -> li(name(run, outcome) + ", in epoch " + warning.epoch() + ": " + warning.message()));
        return ul(each(outcome.runs(), ofRun));
    }
}
