package dev.inercia.examples.report.output;

import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import j2html.tags.DomContent;
import java.util.List;

/** What there is to say of runs in tables with a row for each: how they ended, what decided them, what they did. */
final class RunTables {

    /** The largest x whose exp(x) a double can hold. */
    private static final double LARGEST_EXPONENT = Math.log(Double.MAX_VALUE);

    private RunTables() {}

    /** How good each run was, and how long it took. */
    static DomContent results(List<Run> runs) {
        Table table = Table.ofNumbers(
                "Results and times of each run",
                List.of(
                        "Run",
                        "Seed",
                        "Best (epoch)",
                        "Last",
                        "Last loss",
                        "Training, s",
                        "Evaluation, s",
                        "Training, s per epoch"));
        for (Run run : runs) {
            History history = run.history();
            int epochs = history.epochs().size();
            table.add(List.of(
                    run.label(),
                    Long.toString(run.setup().seed()),
                    history.best()
                            .map(best -> Text.count(best.correct()) + " (" + best.number() + ")")
                            .orElse("–"),
                    history.last().map(Epoch::correct).map(Text::count).orElse("–"),
                    history.last().map(Epoch::loss).map(Text::loss).orElse("–"),
                    Text.decimals(history.trainingSeconds(), 2),
                    Text.decimals(history.evaluationSeconds(), 2),
                    epochs == 0 ? "–" : Text.decimals(history.trainingSeconds() / epochs, 3)));
        }
        return table.render();
    }

    /** Every hyperparameter in force. */
    static DomContent setups(List<Repeats> all) {
        Table table = Table.ofWords(
                "Every hyperparameter in force",
                List.of("Runs", "Optimizer", "Hidden units", "Start", "Cost", "Batch", "Epochs", "Seeds"));
        for (Repeats repeats : all) {
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

    /** What the units did, where it was watched. */
    static DomContent activity(Outcome outcome) {
        Table table = Table.ofNumbers(
                "Activity of the units: max |z|, which in double precision overflows exp above "
                        + Text.decimals(Math.floor(LARGEST_EXPONENT), 0)
                        + ", and the share of activations below 0.01 or above 0.99",
                List.of("Run", "Seed", "Epoch", "max |z|", "exp(|z|)", "Saturated"));
        for (Run run : outcome.runs()) {
            for (Activity activity : run.activity()) {
                table.add(List.of(
                        run.label(),
                        Long.toString(run.setup().seed()),
                        Integer.toString(activity.epoch()),
                        Text.decimals(activity.largest(), 1),
                        activity.largest() > LARGEST_EXPONENT ? "overflows" : "finite",
                        Text.decimals(100 * activity.saturatedShare(), 1) + " %"));
            }
        }
        return table.render();
    }
}
