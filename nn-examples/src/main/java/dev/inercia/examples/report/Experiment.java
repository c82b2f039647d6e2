package dev.inercia.examples.report;

import dev.inercia.examples.Console;
import dev.inercia.examples.Digits;
import dev.inercia.examples.report.output.Machine;
import dev.inercia.examples.report.output.OutputDirectory;
import dev.inercia.examples.report.output.ReportFiles;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Setup.Cost;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.examples.report.text.Messages;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * An experiment of one's own: an optimizer, alone or against another one, on the report's network with settings of
 * one's own. Leaves the same record as the report: curves, the paired difference over seeds with its interval, settings,
 * a CSV file per training, {@code results.json} and a page, in a directory of its own.
 */
@Command(
        name = "experiment",
        description = "Trains the digit network with an optimizer, alone or against another one, over several seeds.",
        sortOptions = false)
public final class Experiment implements Callable<Integer> {

    private static final Map<String, Start> STARTS =
            Map.of("normal", Start.STANDARD_NORMAL, "scaled", Start.SCALED, "glorot", Start.GLOROT);
    private static final Map<String, Cost> LOSSES =
            Map.of("quadratic", Cost.QUADRATIC, "cross-entropy", Cost.CROSS_ENTROPY);

    @Option(
            names = "--optimizer",
            paramLabel = "OPTIMIZER",
            required = true,
            description =
                    "Such as \"RmsProp(0.0001)\", \"Momentum(0.07, 0.9)\", or the full name of a class of your own.")
    private String optimizer;

    @Option(names = "--against", paramLabel = "OPTIMIZER", description = "Another one to compare it with.")
    private String against;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "10", description = "By default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            defaultValue = "30",
            description = "Hidden units, by default ${DEFAULT-VALUE}.")
    private int hidden;

    @Option(
            names = "--start",
            paramLabel = "START",
            defaultValue = "scaled",
            description = "Initial weights: normal, scaled or glorot, by default ${DEFAULT-VALUE}.")
    private String start;

    @Option(
            names = "--loss",
            paramLabel = "LOSS",
            defaultValue = "quadratic",
            description = "quadratic or cross-entropy, by default ${DEFAULT-VALUE}.")
    private String loss;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "15", description = "By default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "3", description = "By default ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The first seed.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-experiment",
            description = "Where each run creates its directory, by default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--threads", paramLabel = "N", description = "Trainings at the same time, by default one a core.")
    private Integer threads;

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            description = "Language of the page: en or es, by default ${DEFAULT-VALUE}.")
    private String language;

    @Mixin
    private Console.DataOptions data;

    /** Exits with 2 on a bad argument, with 1 if a training did not finish. */
    public static void main(String[] args) {
        int code = run(args);
        if (code != 0 && code != Session.INTERRUPTED) {
            System.exit(code);
        }
    }

    /** Runs it and returns the exit code. */
    static int run(String... args) {
        ReproduceReport.quietLibrary();
        return Console.run(new Experiment(), args);
    }

    @Override
    public Integer call() throws InterruptedException {
        Console.requireAtLeastOne("--batch", batch);
        Console.requireAtLeastOne("--hidden", hidden);
        Console.requireAtLeastOne("--epochs", epochs);
        Console.requireAtLeastOne("--seeds", seeds);
        Console.requireAtLeastOne("--threads", threads);
        Messages messages = Messages.in(language);
        Duel duel = duel();
        Digits digits = data.load();
        Path directory = OutputDirectory.create(out, LocalDateTime.now());
        Settings settings = new Settings(
                List.of(duel),
                null,
                seed,
                seeds,
                threads == null ? Machine.cores() : threads,
                0,
                Optional.empty(),
                messages);
        return new Session(digits, settings, System.out)
                .run(report -> ReportFiles.write(report, directory), directory.resolve("index.html"));
    }

    /** What the options ask for. */
    Duel duel() {
        if (optimizer.equals(against)) {
            throw new IllegalArgumentException(
                    "--against: expected another optimizer than --optimizer, but both are " + optimizer);
        }
        List<String> names = against == null ? List.of(optimizer) : List.of(optimizer, against);
        Start from = choice("--start", STARTS, start);
        Cost cost = choice("--loss", LOSSES, loss);
        List<Setup> setups = names.stream()
                .map(name -> new Setup(hidden, from, cost, OptimizerText.read(name), batch, epochs, seed))
                .toList();
        return new Duel(names, setups, seeds);
    }

    private static <T> T choice(String option, Map<String, T> choices, String given) {
        if (!choices.containsKey(given)) {
            throw new IllegalArgumentException(option + ": expected one of "
                    + String.join(", ", choices.keySet().stream().sorted().toList()) + ", but got '" + given + "'");
        }
        return choices.get(given);
    }
}
