package dev.inercia.examples.report.output;

import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import j2html.tags.DomContent;
import java.util.List;

/** Tables with a row per run: results, times and hyperparameters. */
final class RunTables {

    private RunTables() {}

    static DomContent results(List<Run> runs) {
        Table table = Table.ofNumbers(
                "Results and times of each run; the best epoch is chosen on the test images, as in the report",
                List.of(
                        "Run",
                        "Seed",
                        "Best (epoch)",
                        "Last",
                        "Last loss",
                        "Training, s",
                        "Per epoch, s",
                        "Per step, µs",
                        "Evaluation, s"));
        for (Run run : runs) {
            History history = run.history();
            int epochs = history.epochs().size();
            table.add(List.of(
                    run.label(),
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
    static DomContent setups(List<Run> runs) {
        Table table = Table.ofWords(
                "Every hyperparameter in force",
                List.of("Runs", "Optimizer", "Hidden units", "Start", "Cost", "Batch", "Epochs", "Seeds"));
        for (Repeats repeats : Repeats.of(runs)) {
            Setup setup = repeats.runs().get(0).setup();
            table.add(List.of(
                    repeats.label(),
                    Hyperparameters.line(setup.optimizer()),
                    Integer.toString(setup.hidden()),
                    Text.words(setup.start()),
                    Text.words(setup.cost()),
                    Integer.toString(setup.batchSize()),
                    Integer.toString(setup.epochs()),
                    repeats.seeds()));
        }
        return table.render();
    }
}
