package dev.inercia.examples.report.output;

import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.summary;

import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.train.Epoch;
import j2html.tags.DomContent;
import j2html.tags.specialized.DetailsTag;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Tables with a row per epoch: the number of correct images, and the activity of the units. */
record EpochTables(Messages messages) {

    /** The largest x for which exp(x) fits in a double. */
    private static final double LARGEST_EXPONENT = Math.log(Double.MAX_VALUE);

    /** The number of correct images, a column per label; with several seeds mean and spread, followed by each seed. */
    DomContent correct(List<Run> runs) {
        List<Repeats> labels = Repeats.of(runs);
        boolean several = labels.size() < runs.size();
        List<Integer> totals = runs.stream()
                .flatMap(run -> run.history().epochs().stream())
                .map(Epoch::total)
                .distinct()
                .toList();
        boolean oneTotal = totals.size() == 1;
        String title = oneTotal
                ? messages.text("table.correct.of", Text.count(totals.get(0)))
                : messages.text("table.correct");
        Table table = Table.byEpoch(
                messages.text("table.epoch"),
                several ? messages.text("table.spread", title) : title,
                labels.stream().map(label -> messages.label(label.label())).toList(),
                labels,
                epochs(runs),
                (label, epoch) -> cell(label.at(epoch), label.correct(epoch), !oneTotal));
        return div(
                table.render(),
                iff(
                        several,
                        details(
                                summary(messages.text("table.seeds")),
                                each(labels, label -> seeds(label, title).render()))));
    }

    private Table seeds(Repeats repeats, String title) {
        return Table.byEpoch(
                messages.text("table.epoch"),
                messages.label(repeats.label()) + ": " + title.toLowerCase(Locale.ROOT),
                repeats.runs().stream()
                        .map(run -> messages.text("table.seed", run.setup().seed()))
                        .toList(),
                repeats.runs(),
                repeats.epochs(),
                (run, epoch) -> {
                    List<Epoch> epochs = run.history().epochs();
                    return epoch > epochs.size()
                            ? Table.NOTHING
                            : Text.count(epochs.get(epoch - 1).correct());
                });
    }

    private static String cell(List<Epoch> epochs, Spread correct, boolean withTotal) {
        if (epochs.isEmpty()) {
            return Table.NOTHING;
        }
        String total = withTotal ? " / " + Text.count(epochs.get(0).total()) : "";
        return epochs.size() == 1
                ? Text.count(epochs.get(0).correct()) + total
                : Text.decimals(correct.mean(), 1) + " ± " + Text.decimals(correct.deviation(), 1) + total;
    }

    /** The activity of the units, a column per observed run; expanded if exp would overflow. */
    DomContent activity(List<Run> runs) {
        List<Run> watched =
                runs.stream().filter(run -> !run.activity().isEmpty()).toList();
        if (watched.isEmpty()) {
            return div();
        }
        boolean overflows = watched.stream()
                .flatMap(run -> run.activity().stream())
                .anyMatch(activity -> activity.largest() > LARGEST_EXPONENT);
        String limit = Text.decimals(Math.floor(LARGEST_EXPONENT), 0);
        DetailsTag all = details(
                summary(messages.text("table.units")),
                activity(
                        messages.text("table.largest", limit),
                        watched,
                        each -> Text.decimals(each.largest(), 1) + (each.largest() > LARGEST_EXPONENT ? " *" : "")),
                activity(
                        messages.text("table.saturated"),
                        watched,
                        each -> Text.decimals(100 * each.saturatedShare(), 1) + " %"));
        return overflows ? all.isOpen() : all;
    }

    private DomContent activity(String title, List<Run> watched, Function<Activity, String> cell) {
        boolean several = Repeats.of(watched).size() < watched.size();
        return Table.byEpoch(
                        messages.text("table.epoch"),
                        title,
                        watched.stream()
                                .map(run -> several
                                        ? messages.text(
                                                "section.run",
                                                messages.label(run.label()),
                                                run.setup().seed())
                                        : messages.label(run.label()))
                                .toList(),
                        watched,
                        epochs(watched),
                        (run, epoch) -> run.activity().stream()
                                .filter(activity -> activity.epoch() == epoch)
                                .findFirst()
                                .map(cell)
                                .orElse(Table.NOTHING))
                .render();
    }

    private static int epochs(List<Run> runs) {
        return runs.stream()
                .mapToInt(run -> run.history().epochs().size())
                .max()
                .orElse(0);
    }
}
