package dev.inercia.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.inercia.examples.Digits;
import dev.inercia.examples.report.claim.Look;
import dev.inercia.examples.report.claim.Verdict;
import dev.inercia.examples.report.output.Machine;
import dev.inercia.examples.report.output.ReportFiles;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.data.Dataset;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Sgd;
import dev.inercia.train.Epoch;
import dev.inercia.train.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The experiments, run small. */
class SessionTest {

    private static Digits digits;

    @TempDir
    private Path directory;

    @BeforeAll
    static void draw() {
        Dataset few = SyntheticDigits.generate(400, 1).dataset();
        digits = new Digits("400 synthetic digits", few.subset(0, 300), few.subset(300, 400), few.subset(300, 400));
    }

    private static Settings settings(
            List<ReportExperiment> experiments, Integer epochs, int repeats, int threads, double seconds) {
        return new Settings(experiments, epochs, 7, repeats, threads, seconds, Optional.empty(), Messages.in("en"));
    }

    private static Session session(Settings settings) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Session(digits, settings, nowhere);
    }

    private static Report report(List<ReportExperiment> experiments, Integer epochs, int repeats, int threads)
            throws InterruptedException {
        return session(settings(experiments, epochs, repeats, threads, 0)).report("abc");
    }

    /** All that a run computes, and nothing that a clock says. */
    private static String numbers(Run run) {
        return run.label()
                + run.setup()
                + run.activity()
                + run.steps()
                + run.history().epochs().stream()
                        .map(epoch -> List.of(
                                Double.doubleToLongBits(epoch.loss()),
                                Double.doubleToLongBits(epoch.validationLoss()),
                                (long) epoch.correct()))
                        .toList();
    }

    private static List<String> numbers(Report report) {
        return report.outcomes().stream()
                .flatMap(outcome -> outcome.runs().stream())
                .map(SessionTest::numbers)
                .toList();
    }

    @Test
    void everyExperimentHasItsRunsFindingsAndCharts() throws InterruptedException {
        Report report = report(ReproduceReport.EXPERIMENTS, 2, 1, 2);
        assertThat(report.missing()).isEmpty();
        Map<String, Integer> runs = report.outcomes().stream()
                .collect(Collectors.toMap(Outcome::id, outcome -> outcome.runs().size()));
        assertThat(runs)
                .isEqualTo(Map.of("timing", 2, "fig1", 6, "table1", 7, "rmsprop", 4, "fig2", 14, "fig3", 8, "cost", 8));
        assertThat(report.outcomes().stream().map(Outcome::id))
                .containsExactly("timing", "fig1", "table1", "rmsprop", "fig2", "fig3", "cost");
        for (Outcome outcome : report.outcomes()) {
            assertThat(outcome.findings()).as(outcome.id()).isNotEmpty().allSatisfy(finding -> {
                assertThat(finding.claim()).isNotBlank();
                assertThat(finding.allows()).isNotBlank();
                assertThat(finding.measures())
                        .isNotEmpty()
                        .allSatisfy(measure -> assertThat(measure.words(Messages.in("es")))
                                .containsPattern("\\d( puntos| %)?, 1 semilla$")
                                .doesNotContain("NaN"));
                assertThat(finding.verdict()).isEqualTo(Verdict.UNDECIDED);
                assertThat(finding.reason()).endsWith(".").doesNotContain("NaN");
            });
            assertThat(outcome.charts()).as(outcome.id()).isNotEmpty();
            assertThat(outcome.charts())
                    .allSatisfy(chart -> assertThat(chart.lines())
                            .isNotEmpty()
                            .allSatisfy(line -> assertThat(line.x()).isNotEmpty()));
            assertThat(outcome.settings()).endsWith("--epochs 2.");
            assertThat(outcome.runs()).allSatisfy(run -> {
                assertThat(run.history().epochs())
                        .hasSize(2)
                        .allSatisfy(epoch -> assertThat(epoch.total()).isEqualTo(100));
                assertThat(run.setup().epochs()).isEqualTo(2);
                assertThat(run.steps())
                        .isEqualTo(2L
                                * ((300 + run.setup().batchSize() - 1)
                                        / run.setup().batchSize()));
                assertThat(run.activity()).hasSize(outcome.id().equals("table1") ? 2 : 0);
            });
        }
        assertThat(report.conditions().trainingImages()).isEqualTo(300);
        assertThat(report.conditions().version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void companyChangesNoBit() throws InterruptedException {
        List<ReportExperiment> experiments = List.of(new Timing(), new Fig1(), new Table1(), new Fig3());
        assertThat(numbers(report(experiments, 2, 1, 2))).isEqualTo(numbers(report(experiments, 2, 1, 1)));
    }

    @Test
    void aLongerTrainingAnswersForAShorterOne() throws InterruptedException {
        // RMSprop at 0.01 is trained for 15 epochs in fig3, of which fig2 takes the first.
        List<String> shared = numbers(report(List.of(new Fig2(), new Fig3()), null, 1, 2));
        List<String> alone = numbers(report(List.of(new Fig2()), null, 1, 2));
        assertThat(shared.subList(0, alone.size())).isEqualTo(alone);
        Run first = report(List.of(new Fig2(), new Fig3()), null, 1, 2)
                .outcomes()
                .get(0)
                .runs()
                .get(13);
        assertThat(first.label()).isEqualTo("first epoch: RMSprop 0.01");
        assertThat(first.history().epochs()).hasSize(1);
        assertThat(first.history().warnings())
                .allSatisfy(warning -> assertThat(warning.epoch()).isLessThanOrEqualTo(1));
    }

    @Test
    void equalSetupsAreTrainedOnceButForTiming() throws InterruptedException {
        Report report = report(List.of(new Timing(), new Fig1(), new Fig3(), new Fig2()), 1, 1, 2);
        Map<String, Outcome> outcomes =
                report.outcomes().stream().collect(Collectors.toMap(Outcome::id, outcome -> outcome));
        Epoch inFig3 = epoch(outcomes.get("fig3"), "Adam, scaled start");
        assertThat(epoch(outcomes.get("fig2"), "first epoch: Adam 0.01")).isEqualTo(inFig3);
        Epoch timed = epoch(outcomes.get("timing"), "SGD");
        Epoch inFig1 = epoch(outcomes.get("fig1"), "momentum unset (0), scaled start");
        assertThat(timed.loss()).isEqualTo(inFig1.loss());
        assertThat(timed.trainingSeconds()).isNotEqualTo(inFig1.trainingSeconds());
    }

    private static Epoch epoch(Outcome outcome, String label) {
        return outcome.runs().stream()
                .filter(run -> run.label().equals(label))
                .findFirst()
                .orElseThrow()
                .history()
                .epochs()
                .get(0);
    }

    @Test
    void repeatsAreSeedsOneByOne() throws InterruptedException {
        Report report = report(List.of(new Fig1()), 1, 2, 2);
        assertThat(report.outcomes().get(0).runs().stream()
                        .map(run -> run.label() + " " + run.setup().seed()))
                .startsWith(
                        "momentum unset (0), scaled start 7",
                        "momentum unset (0), scaled start 8",
                        "momentum 0.5, scaled start 7",
                        "momentum 0.5, scaled start 8",
                        "momentum 0.9, scaled start 7",
                        "momentum 0.9, scaled start 8")
                .hasSize(12);
    }

    @Test
    @Timeout(60)
    void theTimeThatIsLeftGoesToOpenClaimsAndARecordingRepeatsIt() throws Exception {
        Setup setup = Setups.usual(new Sgd(0.5), 1, 1);
        Setup other = Setups.usual(new Sgd(0.4), 1, 1);
        List<ReportExperiment> experiments =
                List.of(new Duel(List.of("Sgd(0.5)", "Sgd(0.4)"), List.of(setup, other), 1));
        double spent = Duration.between(Machine.started(), Instant.now()).toMillis() / 1e3;
        // ends as soon as all claims are decided, or the plan has no more looks
        Report report = session(settings(experiments, 1, 1, 2, spent + 100)).report("abc");
        assertThat(report.missing()).isEmpty();
        assertThat(report.outcomes().get(0).runs())
                .as("more than the first round")
                .hasSizeGreaterThan(8);
        List<Look> looks = looks(report);
        assertThat(looks).as("looks").isNotEmpty();

        ReportFiles.write(report, directory);
        Recorded recorded = Recorded.read(directory.resolve("results.json"));
        recorded.require("abc");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorded.require("def"))
                .withMessageContaining("was made with other digits (SHA-256 abc) than those here (def)");
        Settings again = new Settings(
                recorded.of(experiments),
                recorded.epochs(),
                recorded.seed(),
                1,
                1,
                1,
                Optional.of(recorded),
                Messages.in("es"));
        Report repeated = session(again).report("abc");
        assertThat(numbers(repeated)).isEqualTo(numbers(report));
        assertThat(looks(repeated)).isEqualTo(looks);
    }

    private static List<Look> looks(Report report) {
        return report.outcomes().stream()
                .flatMap(outcome -> outcome.findings().stream())
                .flatMap(finding -> finding.measures().stream())
                .flatMap(measure -> measure.looks().stream())
                .toList();
    }

    @Test
    void unsetAndMomentumZeroAreTheSame() {
        Dataset training = digits.training();
        Trainer unset = Setups.trainer(new Fig1().trials(1).get(0).setup().withEpochs(1), digits);
        Trainer zero = Setups.trainer(Setups.usual(new Momentum(0.07, 0), 1, 1), digits);
        unset.train(training);
        zero.train(training);
        assertThat(zero.network().parameters().flat().toFloatVector())
                .isEqualTo(unset.network().parameters().flat().toFloatVector());
    }

    @Test
    void whatIsStoppedIsMissingAndWhatIsFinishedStays() throws InterruptedException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Session[] session = new Session[1];
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                if (line.startsWith("fig1, momentum 0.9, standard-normal start, seed 7")) {
                    session[0].stop();
                }
            }
        };
        session[0] = new Session(digits, settings(List.of(new Fig1(), new CostComparison()), null, 1, 1, 0), out);
        Report[] written = new Report[1];
        assertThat(session[0].run(report -> written[0] = report, Path.of("index.html")))
                .isEqualTo(Session.INTERRUPTED);
        assertThat(written[0].outcomes()).extracting(Outcome::id).containsExactly("fig1");
        assertThat(written[0].missing()).containsExactly("cost");
        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains("Missing, not finished: cost")
                .contains("Page: ");
    }
}
