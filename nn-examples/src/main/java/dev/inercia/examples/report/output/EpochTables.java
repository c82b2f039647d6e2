package dev.inercia.examples.report.output;

import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.summary;

import dev.inercia.train.Epoch;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How many were correct after each epoch: a column per label, and with several seeds a table of them per label. */
final class EpochTables {

    /** What is shown where a run had ended before. */
    private static final String NOTHING = "–";

    private EpochTables() {}

    static DomContent of(List<Repeats> all) {
        boolean several = all.stream().anyMatch(each -> each.runs().size() > 1);
        List<Integer> totals = all.stream()
                .flatMap(each -> each.runs().stream())
                .flatMap(run -> run.history().epochs().stream())
                .map(Epoch::total)
                .distinct()
                .toList();
        String of = totals.size() == 1 ? " of " + Text.count(totals.get(0)) : "";
        String caption = "Correct" + of + " after each epoch"
                + (several ? ": mean ± sample standard deviation over the seeds" : "");
        Table table = Table.ofNumbers(caption, heads(all.stream().map(Repeats::label)));
        int epochs = all.stream().mapToInt(Repeats::epochs).max().orElse(0);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(epoch)));
            for (Repeats each : all) {
                row.add(cell(each, epoch, of.isEmpty()));
            }
            table.add(row);
        }
        return div(table.render(), iff(several, details(summary("Each seed's"), each(all, each -> seeds(each, of)))));
    }

    private static List<String> heads(Stream<String> columns) {
        return Stream.concat(Stream.of("Epoch"), columns).toList();
    }

    private static String cell(Repeats repeats, int epoch, boolean withTotal) {
        List<Epoch> epochs = repeats.at(epoch);
        if (epochs.isEmpty()) {
            return NOTHING;
        }
        String total = withTotal ? " / " + Text.count(epochs.get(0).total()) : "";
        if (epochs.size() == 1) {
            return Text.count(epochs.get(0).correct()) + total;
        }
        return Text.decimals(repeats.meanCorrect(epoch), 1) + " ± " + Text.decimals(repeats.spreadOfCorrect(epoch), 1)
                + total;
    }

    private static DomContent seeds(Repeats repeats, String of) {
        Table table = Table.ofNumbers(
                repeats.label() + ": correct" + of,
                heads(repeats.runs().stream().map(run -> "seed " + run.setup().seed())));
        for (int epoch = 1; epoch <= repeats.epochs(); epoch++) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(epoch)));
            for (var run : repeats.runs()) {
                List<Epoch> epochs = run.history().epochs();
                row.add(
                        epochs.size() < epoch
                                ? NOTHING
                                : Text.count(epochs.get(epoch - 1).correct()));
            }
            table.add(row);
        }
        return table.render();
    }
}
