package dev.inercia.examples.report;

import dev.inercia.examples.Console;
import dev.inercia.examples.Digits;
import dev.inercia.examples.report.output.ReportFiles;
import dev.inercia.examples.report.result.Conditions;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job: all of the report's experiments, and a page that holds their results against its claims. */
@Command(
        name = "reproduce-report",
        description = "Repeats the report's experiments and holds the results against its claims.",
        sortOptions = false)
public final class ReproduceReport implements Callable<Integer> {

    /** In the order of the page. */
    static final List<Experiment> EXPERIMENTS =
            List.of(new Timing(), new Fig1(), new Table1(), new Rmsprop(), new Fig2(), new Fig3(), new Cost());

    /** The exit code that shells give a program ended by Ctrl-C. */
    private static final int INTERRUPTED = 130;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ID",
            description = "Experiments to run, of timing, fig1, table1, rmsprop, fig2, fig3, cost; by default all.")
    private List<String> only = List.of();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Epochs of every training; by default each experiment's own.")
    private Integer epochs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "First seed, by default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seeds for every experiment, by default ${DEFAULT-VALUE} (fig3: at least 3); gives mean and"
                    + " spread.")
    private int repeats;

    @Mixin
    private Console.DataOptions data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-report",
            description = "Where each run makes a directory of its own, by default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--threads", paramLabel = "N", description = "Trainings at the same time, by default one per core.")
    private Integer threads;

    /** Runs it; exits with 2 on a bad argument. */
    public static void main(String[] args) {
        prepare();
        Console.main(new ReproduceReport(), args);
    }

    /** Runs one experiment. */
    static void main(String id, String[] args) {
        main(Stream.concat(Stream.of("--only", id), Stream.of(args)).toArray(String[]::new));
    }

    /** What has to be set before ND4J and the logger are first used. */
    private static void prepare() {
        // Trainings share the cores, not the threads of one matrix product.
        if (System.getProperty("inercia.blas.threads") == null) {
            System.setProperty("inercia.blas.threads", "1");
        }
        // Warnings go to the page and are counted at the end, not written across the progress bar.
        System.setProperty("org.slf4j.simpleLogger.log.dev.inercia.train", "error");
    }

    @Override
    public Integer call() {
        List<Experiment> chosen = chosen();
        Console.requireAtLeastOne("--epochs", epochs);
        Console.requireAtLeastOne("--repeats", repeats);
        Console.requireAtLeastOne("--threads", threads);
        Digits digits = data.load();
        Path directory = RunDirectory.create(out);
        Options options = new Options(epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs), seed, repeats);
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        Session session = new Session(chosen, options, digits, workers);
        Interruption interruption = Interruption.ofThisThread();
        Conditions conditions = Machine.conditions(digits, workers, options);
        System.out.println("Data: " + conditions.data());
        System.out.println(conditions.machine() + ", " + conditions.cores() + " cores, Java " + conditions.java());
        System.out.println(session.trainings() + " trainings, " + workers + " at a time; seed " + seed + "\n");
        try {
            List<Outcome> outcomes = session.run();
            boolean wasInterrupted = Thread.interrupted(); // or files could not be written
            finish(new Report(Machine.ended(conditions), outcomes, missing(chosen, outcomes)), directory);
            return wasInterrupted ? INTERRUPTED : 0;
        } finally {
            interruption.over();
        }
    }

    private static void finish(Report report, Path directory) {
        ReportFiles.write(report, directory);
        System.out.println(ClaimsTable.of(report.outcomes(), ClaimsTable.consoleWidth()));
        long warnings = report.outcomes().stream()
                .flatMap(outcome -> outcome.runs().stream())
                .mapToLong(run -> run.history().warnings().size())
                .sum();
        if (warnings > 0) {
            System.out.println("The library warned " + warnings + " times; the page says when and of what.");
        }
        if (!report.missing().isEmpty()) {
            System.out.println("Interrupted. Missing: " + String.join(", ", report.missing()) + ".");
        }
        System.out.printf(
                Locale.ROOT,
                "Data: %s%n%.0f s in all, start included.%nPage: %s%n",
                report.conditions().data(),
                report.conditions().seconds(),
                directory.resolve("index.html").toAbsolutePath());
    }

    private List<Experiment> chosen() {
        List<String> known = EXPERIMENTS.stream().map(Experiment::id).toList();
        for (String id : only) {
            if (!known.contains(id)) {
                throw new IllegalArgumentException(
                        "--only: there is no experiment '" + id + "'; there are " + String.join(", ", known));
            }
        }
        return EXPERIMENTS.stream()
                .filter(experiment -> only.isEmpty() || only.contains(experiment.id()))
                .toList();
    }

    private static List<String> missing(List<Experiment> chosen, List<Outcome> outcomes) {
        List<String> missing =
                new ArrayList<>(chosen.stream().map(Experiment::id).toList());
        missing.removeAll(outcomes.stream().map(Outcome::id).toList());
        return missing;
    }
}
