package dev.inercia.examples.report;

import dev.inercia.examples.Digits;
import dev.inercia.examples.report.result.Conditions;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.result.Run;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.tensor.Products;
import dev.inercia.train.log.StatusLine;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One run of the report: trains what the experiments need, judges the claims, and ends cleanly when interrupted. */
final class Session {

    /** The exit code after Ctrl-C, as in shells. */
    static final int INTERRUPTED = 130;

    private static final int FAILED = 1;
    /** How long the shutdown waits for the page, in seconds. */
    private static final int PATIENCE = 20;

    private final Digits digits;
    private final Settings settings;
    private final PrintStream out;
    private final Map<String, List<Trial>> alone = new LinkedHashMap<>();
    private final Map<String, List<Trial>> shared = new LinkedHashMap<>();
    private final Laboratory laboratory;
    private final Progress progress;

    /**
     * The command-line settings.
     *
     * @param experiments in the page's order
     * @param epochs of every run, or null for the default of each
     * @param seed the first seed
     * @param repeats the number of seeds per experiment, unless it needs more
     * @param threads trainings at the same time
     */
    record Settings(List<Experiment> experiments, Integer epochs, long seed, int repeats, int threads) {

        List<Trial> trials(Experiment experiment) {
            return experiment.trials(seed, repeats).stream()
                    .map(trial -> epochs == null
                            ? trial
                            : new Trial(trial.label(), trial.setup().withEpochs(epochs), trial.watched()))
                    .toList();
        }
    }

    Session(Digits digits, Settings settings, PrintStream out) {
        this.digits = digits;
        this.settings = settings;
        this.out = out;
        int images = digits.training().size();
        Comparator<Trial> longestFirst = Comparator.comparingDouble(trial -> -Setups.effort(trial.setup(), images));
        // Experiment by experiment, so that an interruption leaves complete ones; the one with the longest run first.
        List<Experiment> order = settings.experiments().stream()
                .sorted(Comparator.comparingDouble(experiment -> -settings.trials(experiment).stream()
                        .mapToDouble(trial -> Setups.effort(trial.setup(), images))
                        .max()
                        .orElse(0)))
                .toList();
        for (Experiment experiment : order) {
            if (experiment.isAlone()) {
                alone.put(experiment.id(), settings.trials(experiment));
            } else {
                shared.put(
                        experiment.id(),
                        settings.trials(experiment).stream()
                                .sorted(longestFirst)
                                .toList());
            }
        }
        progress = new Progress(
                out,
                StatusLine.hasTerminal(),
                StatusLine.width(),
                System::nanoTime,
                Laboratory.count(alone) + Laboratory.count(shared),
                // Other cores are idle while a training runs alone.
                settings.threads() * Laboratory.effort(alone, images) + Laboratory.effort(shared, images));
        laboratory = new Laboratory(digits, progress);
    }

    /**
     * Runs the session. Returns the exit code: 0 if every experiment finished.
     *
     * @param write writes the report
     * @param page the path of the report's page, for the last line
     */
    int run(Consumer<Report> write, Path page) throws InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        Thread hook = new Thread(() -> interrupt(written), "write the report");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            String checksum = Checksum.of(digits);
            announce(checksum);
            Report report = report(checksum);
            write.accept(report);
            conclude(report, page);
            if (laboratory.isStopped()) {
                return INTERRUPTED;
            }
            return report.missing().isEmpty() ? 0 : FAILED;
        } finally {
            written.countDown();
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The shutdown hook is already running.
        }
    }

    /** Stops the trainings; {@link #run} continues with the finished ones. Thread-safe. */
    void stop() {
        laboratory.stop();
    }

    /** Handles Ctrl-C: stops the trainings and waits until the finished ones are written. */
    private void interrupt(CountDownLatch written) {
        stop();
        try {
            written.await(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Trains the experiments and judges the claims. */
    Report report(String checksum) throws InterruptedException {
        Laboratory.Results aloneResults = null;
        if (!alone.isEmpty()) {
            aloneResults = laboratory.takeTurns(alone);
        }
        Laboratory.Results sharedResults = laboratory.train(shared, settings.threads());
        progress.end();
        List<Outcome> outcomes = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<Integer> classCounts = classCounts();
        for (Experiment experiment : settings.experiments()) {
            Laboratory.Results results = experiment.isAlone() ? aloneResults : sharedResults;
            List<Trial> trials = settings.trials(experiment);
            List<Run> runs =
                    trials.stream().map(results::run).flatMap(Optional::stream).toList();
            if (runs.size() == trials.size()) {
                outcomes.add(judge(experiment, new Evidence(runs, classCounts)));
            } else {
                missing.add(experiment.id());
            }
        }
        return new Report(conditions(checksum), outcomes, missing);
    }

    private Outcome judge(Experiment experiment, Evidence evidence) {
        Outcome outcome = experiment.judge(evidence);
        if (settings.epochs() == null) {
            return outcome;
        }
        return new Outcome(
                outcome.id(),
                outcome.title(),
                outcome.question(),
                outcome.settings() + " But here every run has --epochs " + settings.epochs() + ".",
                outcome.runs(),
                outcome.findings(),
                outcome.remarks(),
                outcome.charts());
    }

    private List<Integer> classCounts() {
        int[] counts = new int[Setups.CLASSES];
        for (Batch batch : digits.test().batches(1000)) {
            for (float label : batch.targets().toFloatVector()) {
                counts[(int) label]++;
            }
        }
        return Arrays.stream(counts).boxed().toList();
    }

    private Conditions conditions(String checksum) {
        Instant started = Machine.started();
        return new Conditions(
                digits.source(),
                checksum,
                digits.training().size(),
                digits.test().size(),
                Machine.description(),
                Machine.cores(),
                Machine.java(),
                Products.libraries(),
                settings.threads(),
                settings.seed(),
                settings.repeats(),
                Machine.version(),
                started,
                Duration.between(started, Instant.now()).toMillis() / 1e3);
    }

    private void announce(String checksum) {
        out.println("Data: " + digits.source());
        out.println(Words.format(
                "%d images to train on, %d to test on, SHA-256 of them all %s",
                digits.training().size(), digits.test().size(), checksum));
        out.println("Machine: " + Machine.description() + ", " + Machine.cores() + " cores, " + Machine.java());
        out.println("Experiments: "
                + String.join(
                        ", ",
                        settings.experiments().stream().map(Experiment::id).toList()) + "; seed "
                + settings.seed() + (settings.repeats() > 1 ? " and " + (settings.repeats() - 1) + " more" : "")
                + (settings.epochs() == null ? "" : ", " + settings.epochs() + " epochs") + "; "
                + settings.threads() + " trainings at a time, but timing alone");
        out.println("Default settings: " + Setups.USUAL + "\n");
    }

    private void conclude(Report report, Path page) {
        out.println("\n" + ClaimsTable.of(report.outcomes(), StatusLine.width()));
        if (!report.missing().isEmpty()) {
            out.println("Missing, not finished: " + String.join(", ", report.missing()));
        }
        out.println("Took " + Words.time(report.conditions().seconds()) + ", start of the JVM included.");
        out.println("Page: " + page.toAbsolutePath());
    }
}
