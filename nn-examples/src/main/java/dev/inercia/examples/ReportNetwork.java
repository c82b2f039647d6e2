package dev.inercia.examples;

import dev.inercia.examples.report.output.Checksum;
import dev.inercia.examples.report.output.Machine;
import dev.inercia.examples.report.output.OutputDirectory;
import dev.inercia.examples.report.output.ReportFiles;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Setup.Cost;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.init.ScaledNormal;
import dev.inercia.nn.init.StandardNormal;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.Quadratic;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.optim.Momentum;
import dev.inercia.plot.Axis;
import dev.inercia.plot.Line;
import dev.inercia.plot.LinePlot;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import dev.inercia.train.Training;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The report's digit network, 784-30-10 with sigmoids and quadratic cost, trained by SGD with momentum ("inercia"),
 * with a line and the times for every epoch. Leaves the same record as the report, in a directory of its own.
 */
@Command(
        name = "report-network",
        description = "Trains the report's digit network and prints its line per epoch.",
        sortOptions = false)
public final class ReportNetwork implements Callable<Integer> {

    private static final String NAME = "SGD + momentum";
    private static final int HIDDEN = 30;
    private static final double LEARNING_RATE = 0.07;
    private static final double MOMENTUM = 0.9;
    private static final int BATCH_SIZE = 10;

    @Mixin
    private Console.DataOptions data;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "15",
            description = "Epochs, by default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-network",
            description = "Where each run creates its directory, by default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed, by default ${DEFAULT-VALUE}.")
    private long seed;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new ReportNetwork(), args);
    }

    @Override
    public Integer call() {
        Console.requireAtLeastOne("--epochs", epochs);
        Digits digits = data.load();
        Path directory = OutputDirectory.create(out, LocalDateTime.now());
        History history = run(digits, epochs, seed);
        ReportFiles.write(report(digits, history, epochs, seed), directory);
        System.out.println("Page: " + directory.resolve("index.html").toAbsolutePath());
        return 0;
    }

    /** The report's network with its start scaled. */
    static Network network(long seed) {
        return Network.input(784)
                .layer(new Dense(HIDDEN, new Sigmoid(), new ScaledNormal(), new StandardNormal()))
                .layer(new Dense(10, new Identity(), new ScaledNormal(), new StandardNormal()))
                .output(new Sigmoid())
                .seed(seed)
                .build();
    }

    /** Trains, prints, and returns the history. */
    static History run(Digits digits, int epochs, long seed) {
        Network network = network(seed);
        Trainer trainer = new Trainer(network, new Quadratic(), new Momentum(LEARNING_RATE, MOMENTUM))
                .batchSize(BATCH_SIZE)
                .epochs(epochs)
                .seed(seed)
                .validation(digits.test())
                .onEpoch(ReportNetwork::printEpoch);
        System.out.println("Data: " + digits.source());
        System.out.printf(
                "%d images to train on, %d to test on%n%n",
                digits.training().size(), digits.test().size());
        System.out.println(network.summary());
        System.out.println("\n" + trainer + "\n");
        History history = trainer.train(digits.training());
        history.stopReason().ifPresent(reason -> System.out.println("Stopped: " + reason));
        System.out.println("\n" + network.evaluate(digits.test(), new ConfusionMatrix()) + "\n");
        history.best(new Accuracy())
                .ifPresent(best -> System.out.printf(
                        Locale.ROOT,
                        "Best, chosen on the test images: %d / %d, %.2f %%, after epoch %d. ",
                        best.correct(),
                        best.total(),
                        100 * best.accuracy(),
                        best.number()));
        System.out.printf(
                Locale.ROOT,
                "Training took %.1f s, evaluation %.1f s.%nData: %s%n",
                history.trainingSeconds(),
                history.evaluationSeconds(),
                digits.source());
        return history;
    }

    /** The record of a training: its page, settings and numbers. */
    static Report report(Digits digits, History history, int epochs, long seed) {
        Messages messages = Messages.in("en");
        Setup setup = new Setup(
                HIDDEN, Start.SCALED, Cost.QUADRATIC, new Momentum(LEARNING_RATE, MOMENTUM), BATCH_SIZE, epochs, seed);
        int perEpoch = (digits.training().size() + BATCH_SIZE - 1) / BATCH_SIZE;
        Run run = new Run(
                NAME,
                setup,
                history,
                List.of(),
                (long) perEpoch * history.epochs().size());
        List<Epoch> all = history.epochs();
        LinePlot errors = new LinePlot(
                "network",
                messages.text("experiment.chart"),
                Axis.linear(messages.text("chart.epoch")),
                Axis.logarithmic(messages.text("chart.error")),
                List.of(new Line(
                        NAME,
                        0,
                        false,
                        all.stream().mapToDouble(Epoch::number).toArray(),
                        all.stream()
                                .mapToDouble(epoch -> 100 * (1 - epoch.accuracy()))
                                .toArray())));
        Outcome outcome = new Outcome(
                Outcome.OWN,
                NAME,
                messages.text("experiment.single.question", messages.count("page.epochs", epochs)),
                messages.text(
                        "experiment.settings",
                        HIDDEN,
                        messages.text("start.scaled"),
                        messages.text("word.cost.quadratic"),
                        BATCH_SIZE),
                List.of(run),
                List.of(),
                List.of(),
                List.of(errors));
        return new Report(
                Machine.conditions(
                        digits.source(),
                        digits.training(),
                        digits.test(),
                        Checksum.of(digits.training(), digits.test()),
                        1,
                        seed,
                        Optional.empty(),
                        1,
                        0,
                        messages.language()),
                List.of(outcome),
                List.of());
    }

    /** Prints the report's line per epoch, with times. */
    private static void printEpoch(Training training, Epoch epoch) {
        System.out.printf(
                Locale.ROOT,
                "Epoch %d: %d / %d   loss %.4f   training %.2f s (%.1f us a step), evaluation %.2f s%n",
                epoch.number(),
                epoch.correct(),
                epoch.total(),
                epoch.loss(),
                epoch.trainingSeconds(),
                1e6 * epoch.trainingSeconds() / training.stepsPerEpoch(),
                epoch.evaluationSeconds());
    }
}
