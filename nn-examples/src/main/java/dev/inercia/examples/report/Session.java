package dev.inercia.examples.report;

import dev.inercia.examples.Digits;
import dev.inercia.examples.report.claim.Looks;
import dev.inercia.examples.report.claim.Verdict;
import dev.inercia.examples.report.output.Checksum;
import dev.inercia.examples.report.output.Machine;
import dev.inercia.examples.report.result.Conditions;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.result.Run;
import dev.inercia.nn.data.Batch;
import dev.inercia.train.log.StatusLine;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
    /** What remains of the time for judging and the page, in seconds, and as a multiple of the time to start. */
    private static final double PAGE_SECONDS = 2;

    private static final double PAGE_STARTS = 2;
    /** At most such a share of all the time. */
    private static final double PAGE_SHARE = 0.15;
    /** The share of the time in which trainings may be measured alone, while other cores are idle. */
    private static final double ALONE_SHARE = 0.15;

    private final Digits digits;
    private final Settings settings;
    private final PrintStream out;
    private final List<Integer> classCounts;
    private final Results aloneResults = new Results();
    private final Results results = new Results();
    private final Progress progress;
    private final Laboratory laboratory;
    private final Pace pace;

    Session(Digits digits, Settings settings, PrintStream out) {
        this.digits = digits;
        this.settings = settings;
        this.out = out;
        classCounts = classCounts();
        double spent = Duration.between(Machine.started(), Instant.now()).toMillis() / 1e3;
        double left = settings.goesOn()
                ? settings.seconds()
                        - spent
                        - PAGE_SECONDS
                        - Math.min(PAGE_STARTS * spent, PAGE_SHARE * settings.seconds())
                : Double.POSITIVE_INFINITY;
        pace = new Pace(
                digits.training().size(),
                System::nanoTime,
                settings.goesOn() ? System.nanoTime() + (long) (left * 1e9) : Long.MAX_VALUE);
        progress = new Progress(out, StatusLine.hasTerminal(), StatusLine.width(), System::nanoTime, left);
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
            String checksum = Checksum.of(digits.training(), digits.test());
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
        for (ReportExperiment experiment : alone()) {
            measure(experiment);
        }
        Map<String, List<Trial>> first = new LinkedHashMap<>();
        for (ReportExperiment experiment : settings.experiments()) {
            if (!experiment.isAlone()) {
                first.put(experiment.id(), settings.first(experiment));
            }
        }
        Schedule schedule = new Schedule(settings, first, results, pace, this::evidence);
        laboratory.train(schedule, results, settings.threads(), pace.left());
        progress.end();
        List<Outcome> outcomes = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (ReportExperiment experiment : settings.experiments()) {
            Results of = experiment.isAlone() ? aloneResults : results;
            if (settings.first(experiment).stream().allMatch(of::has)) {
                outcomes.add(judge(experiment, evidence(experiment)));
            } else {
                missing.add(experiment.id());
            }
        }
        return new Report(conditions(checksum), outcomes, missing);
    }

    /** The experiments that measure times: those asked for, and those whose times another one needs. */
    private List<ReportExperiment> alone() {
        boolean isNeeded = settings.experiments().stream()
                .flatMap(experiment -> experiment.claims().stream())
                .flatMap(claim -> claim.quantities().stream())
                .anyMatch(Quantity::isTime);
        return isNeeded ? List.of(new Timing()) : List.of();
    }

    /** Measures times, seed by seed, until the claims on them are decided or their share of the time is over. */
    private void measure(ReportExperiment experiment) throws InterruptedException {
        List<Trial> first = settings.first(experiment);
        laboratory.warmUp(Map.of(experiment.id(), settings.trials(experiment, settings.seed())));
        double start = pace.left();
        int most = settings.recorded().isPresent() || !settings.goesOn()
                ? first.size() / experiment.trials(settings.seed()).size()
                : Looks.PLAN.get(Looks.PLAN.size() - 1);
        for (int i = 0; i < most && !laboratory.isStopped(); i++) {
            boolean isOver = start - pace.left() > ALONE_SHARE * settings.seconds();
            if (settings.goesOn() && i >= settings.repeats() && (isOver || areTimesDecided())) {
                return;
            }
            List<Trial> trials = settings.trials(experiment, settings.seed() + i);
            laboratory.takeTurns(Map.of(experiment.id(), trials), aloneResults);
        }
    }

    private boolean areTimesDecided() {
        return settings.experiments().stream()
                .allMatch(experiment -> experiment.claims().stream()
                        .filter(claim -> claim.quantities().stream().anyMatch(Quantity::isTime))
                        .allMatch(claim -> claim.verdict(evidence(experiment)) != Verdict.UNDECIDED));
    }

    /** What is known so far: all finished seeds of each label. */
    private Evidence evidence(ReportExperiment experiment) {
        List<Run> timed = runs(new Timing(), aloneResults);
        return new Evidence(experiment.isAlone() ? timed : runs(experiment, results), timed, classCounts);
    }

    private List<Run> runs(ReportExperiment experiment, Results of) {
        int most = Math.max(settings.repeats(), Looks.PLAN.get(Looks.PLAN.size() - 1));
        return settings.trials(experiment, settings.seed(), most).stream()
                .filter(trial -> settings.recorded().isEmpty()
                        || settings.recorded().get().has(experiment.id(), trial))
                .map(of::run)
                .flatMap(Optional::stream)
                .toList();
    }

    private Outcome judge(ReportExperiment experiment, Evidence evidence) {
        Outcome outcome = experiment.judge(evidence, settings.messages());
        if (settings.epochs() == null) {
            return outcome;
        }
        return new Outcome(
                outcome.id(),
                outcome.title(),
                outcome.question(),
                outcome.settings() + " " + settings.messages().text("settings.epochs", settings.epochs()),
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
        return Machine.conditions(
                digits.source(),
                digits.training(),
                digits.test(),
                checksum,
                settings.threads(),
                settings.seed(),
                Optional.ofNullable(settings.epochs()),
                settings.repeats(),
                settings.seconds(),
                settings.messages().language());
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
                        settings.experiments().stream()
                                .map(ReportExperiment::id)
                                .toList())
                + "; first seed " + settings.seed() + ", "
                + (settings.epochs() == null ? "" : settings.epochs() + " epochs, ")
                + (settings.goesOn() ? "at most " + Words.time(settings.seconds()) + ", " : "") + settings.threads()
                + " trainings at a time" + (alone().isEmpty() ? "" : ", but timing alone") + "\n");
    }

    private void conclude(Report report, Path page) {
        out.println("\n" + ClaimsTable.of(report.outcomes(), settings.messages(), StatusLine.width()));
        if (!report.missing().isEmpty()) {
            out.println("Missing, not finished: " + String.join(", ", report.missing())
                    + (settings.goesOn() ? " (--time gives it more time)" : ""));
        }
        out.println("Took " + Words.time(report.conditions().seconds()) + ", start of the JVM included.");
        out.println("Page: " + page.toAbsolutePath());
    }
}
