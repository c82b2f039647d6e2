package dev.inercia.examples.report.output;

import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import j2html.tags.DomContent;
import java.util.List;

/** Tables with a row per run: results, times and hyperparameters. */
record RunTables(Messages messages) {

    DomContent results(List<Run> runs) {
        Table table = Table.ofNumbers(
                messages.text("table.results"),
                List.of(messages.text("table.results.heads").split(";")));
        for (Run run : runs) {
            History history = run.history();
            int epochs = history.epochs().size();
            table.add(List.of(
                    messages.label(run.label()),
                    Long.toString(run.setup().seed()),
                    history.best(new Accuracy())
                            .map(best -> Text.count(best.correct()) + " (" + best.number() + ")")
                            .orElse(Table.NOTHING),
                    history.last().map(Epoch::correct).map(Text::count).orElse(Table.NOTHING),
                    history.last().map(Epoch::loss).map(Text::loss).orElse(Table.NOTHING),
                    Text.decimals(history.trainingSeconds(), 2),
                    epochs == 0 ? Table.NOTHING : Text.decimals(history.trainingSeconds() / epochs, 3),
                    run.steps() == 0 ? Table.NOTHING : Text.decimals(1e6 * history.trainingSeconds() / run.steps(), 1),
                    Text.decimals(history.evaluationSeconds(), 2)));
        }
        return table.render();
    }

    /** All hyperparameters, a row per label, whose runs differ only in their seed. */
    DomContent setups(List<Run> runs) {
        Table table = Table.ofWords(
                messages.text("table.setups"),
                List.of(messages.text("table.setups.heads").split(";")));
        for (Repeats repeats : Repeats.of(runs)) {
            Setup setup = repeats.runs().get(0).setup();
            table.add(List.of(
                    messages.label(repeats.label()),
                    Hyperparameters.line(setup.optimizer()),
                    Integer.toString(setup.hidden()),
                    messages.text("word.start." + Text.slug(setup.start().name())),
                    messages.text("word.cost." + Text.slug(setup.cost().name())),
                    Integer.toString(setup.batchSize()),
                    Integer.toString(setup.epochs()),
                    repeats.seeds()));
        }
        return table.render();
    }
}
