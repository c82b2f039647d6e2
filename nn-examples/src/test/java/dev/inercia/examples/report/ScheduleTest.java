package dev.inercia.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.examples.report.claim.Verdict;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is trained when, with trainings that take no time, and a clock of our own. */
class ScheduleTest {

    private static final int IMAGES = 50_000;
    /** Seconds for a step of the default setup, as measured, with two trainings at a time. */
    private static final double STEP = 1.6e-5;

    private static final List<Integer> CLASSES = List.of(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);

    private final List<ReportExperiment> experiments = ReproduceReport.EXPERIMENTS.stream()
            .filter(experiment -> !experiment.isAlone())
            .toList();
    private final Results results = new Results();
    private final List<Job> trained = new ArrayList<>();
    private long clock;

    /** A mean accuracy and a standard deviation over seeds, about as measured. */
    private static double[] course(Job job) {
        String name = job.name().substring(job.name().indexOf(", ") + 2);
        boolean isNormal = name.contains("standard-normal");
        if (name.startsWith("without the root")) {
            return name.contains("0.0001") ? new double[] {0.86, 0.01} : new double[] {0.1135, 0};
        } else if (name.startsWith("RMSprop 100")) {
            return new double[] {0.1135, 0};
        } else if (name.startsWith("momentum")) {
            double best = name.contains("0.9") ? 0.958 : name.contains("0.5") ? 0.948 : 0.938;
            return isNormal ? new double[] {best - 0.8 * (0.98 - best), 0.006} : new double[] {best, 0.0015};
        } else if (name.contains("100 units")) {
            return isNormal ? new double[] {0.83, 0.01} : new double[] {0.9445, 0.0015};
        } else if (name.contains("30 units")) {
            return isNormal ? new double[] {0.87, 0.01} : new double[] {0.928, 0.002};
        } else if (name.contains("cross-entropy")) {
            return new double[] {name.contains("SGD") ? 0.958 : 0.957, 0.0007};
        } else if (name.contains("quadratic")) {
            return name.contains("momentum") ? new double[] {0.93, 0.04} : new double[] {0.952, 0.0012};
        }
        return new double[] {name.contains("Adam") ? 0.945 : name.contains("RMSprop") ? 0.948 : 0.92, 0.002};
    }

    private History history(Job job) {
        double[] course = course(job);
        // one seed, one number, whoever asks
        Random random = new Random(Job.key(job.setup()).toString().hashCode());
        double shift = course[1] * random.nextGaussian();
        List<Epoch> epochs = new ArrayList<>();
        for (int number = 1; number <= job.setup().epochs(); number++) {
            double accuracy = course[0] + shift + course[1] / 3 * random.nextGaussian();
            epochs.add(new Epoch(number, 0.1, 0.1, (int) Math.round(10_000 * accuracy), 10_000, 1, 0.1));
        }
        return new History(epochs, List.of(), Optional.empty());
    }

    private Evidence evidence(ReportExperiment experiment) {
        List<Run> runs = new ArrayList<>();
        for (long seed = 1; seed <= 20; seed++) {
            experiment.trials(seed).forEach(trial -> results.run(trial).ifPresent(runs::add));
        }
        return new Evidence(runs, List.of(), CLASSES);
    }

    /** Trains for so many seconds. */
    private void run(double seconds, double step) throws InterruptedException {
        Settings settings = new Settings(experiments, null, 1, 1, 1, seconds, Optional.empty(), Messages.in("en"));
        Pace pace = new Pace(IMAGES, () -> clock, (long) (seconds * 1e9));
        Map<String, List<Trial>> first = new LinkedHashMap<>();
        experiments.forEach(experiment -> first.put(experiment.id(), settings.first(experiment)));
        Schedule schedule = new Schedule(settings, first, results, pace, this::evidence);
        for (Optional<Job> next = schedule.next(); next.isPresent(); next = schedule.next()) {
            Job job = next.get();
            double took = pace.effort(job.setup()) * step;
            clock += (long) (took * 1e9);
            History history = history(job);
            List<Activity> activity = history.epochs().stream()
                    .map(epoch ->
                            new Activity(epoch.number(), 20_000 + job.setup().seed(), 1))
                    .toList();
            results.add(
                    job,
                    history,
                    activity,
                    history.epochs().stream().map(epoch -> 5000L).toList());
            trained.add(job);
            schedule.ended(job, took);
        }
    }

    private Map<String, Verdict> verdicts() {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        for (ReportExperiment experiment : experiments) {
            Evidence evidence = evidence(experiment);
            experiment
                    .claims()
                    .forEach(claim -> verdicts.put(experiment.id() + "." + claim.key(), claim.verdict(evidence)));
        }
        return verdicts;
    }

    private static long decided(Map<String, Verdict> verdicts) {
        return verdicts.values().stream()
                .filter(verdict -> verdict != Verdict.UNDECIDED)
                .count();
    }

    private List<Job> firstRound() {
        return trained.stream().filter(job -> job.setup().seed() == 1).toList();
    }

    @Test
    void afterTheFirstRoundTimeGoesToOpenClaims() throws InterruptedException {
        run(105, STEP);
        assertThat(clock / 1e9).isLessThanOrEqualTo(105);
        long all = experiments.stream()
                .flatMap(experiment -> experiment.trials(1).stream())
                .map(trial -> Job.key(trial.setup()))
                .distinct()
                .count();
        assertThat(trained.subList(0, firstRound().size())).isEqualTo(firstRound());
        assertThat(firstRound()).hasSize((int) all);
        Map<String, Verdict> verdicts = verdicts();
        // two more claims are about times
        assertThat(decided(verdicts)).as("%s", verdicts).isGreaterThanOrEqualTo(9);
        assertThat(verdicts)
                .containsEntry("fig1.most-accurate", Verdict.CONFIRMED)
                .containsEntry("fig1.found", Verdict.NOT_CONFIRMED)
                .containsEntry("table1.does-not-learn", Verdict.NOT_CONFIRMED)
                .containsEntry("table1.did-not-help", Verdict.UNDECIDED)
                .containsEntry("table1.fault", Verdict.CONFIRMED)
                .containsEntry("rmsprop.accuracy", Verdict.CONFIRMED);
        // figure 2 depends on the network: no time is wasted on its other ones
        Map<Integer, Long> seedsOfLargeNormal = trained.stream()
                .filter(job -> job.name().contains("100 units, standard-normal"))
                .collect(Collectors.groupingBy(job -> job.setup().hidden(), Collectors.counting()));
        assertThat(seedsOfLargeNormal).containsEntry(100, 1L);
    }

    @Test
    void aMachineHalfAsFastDecidesFewerAndIsNotLate() throws InterruptedException {
        run(105, 2 * STEP);
        assertThat(clock / 1e9).isLessThanOrEqualTo(105);
        assertThat(decided(verdicts())).isBetween(1L, 9L);
    }

    @Test
    void moreTimeDecidesMore() throws InterruptedException {
        ScheduleTest brief = new ScheduleTest();
        brief.run(105, STEP);
        run(570, STEP);
        assertThat(clock / 1e9).isLessThanOrEqualTo(570);
        assertThat(verdicts()).containsEntry("fig3.alike", Verdict.CONFIRMED);
        assertThat(decided(verdicts())).isGreaterThan(decided(brief.verdicts()));
    }

    @Test
    void nothingIsTrainedThatDoesNotFit() throws InterruptedException {
        run(1, STEP);
        assertThat(clock / 1e9).isLessThanOrEqualTo(1);
        assertThat(trained).isNotEmpty().allMatch(job -> job.setup().epochs() < 4);
    }
}
