package dev.inercia.examples.report;

import static dev.inercia.examples.report.claim.Verdict.CONFIRMED;
import static dev.inercia.examples.report.claim.Verdict.NOT_CONFIRMED;
import static dev.inercia.examples.report.claim.Verdict.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.examples.report.claim.Verdict;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.text.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What follows from numbers that were made up for it. */
class VerdictTest {

    private static final String SCALED = ", scaled start";
    private static final String NORMAL = ", standard-normal start";

    private static List<Verdict> verdicts(MadeUp runs) {
        return runs.findings().stream().map(Finding::verdict).toList();
    }

    /** Three seeds about a value, a few images apart. */
    private static int[] about(int correct) {
        return new int[] {correct - 3, correct, correct + 3};
    }

    private static MadeUp timing(double ratio) {
        return new MadeUp(new Timing())
                .timed("SGD", 1, 1.01, 0.99)
                .timed("SGD + momentum", ratio, 1.01 * ratio, 0.98 * ratio);
    }

    @Test
    void timingAsksForTheReportsOwnRatio() {
        assertThat(verdicts(timing(0.7))).containsExactly(CONFIRMED);
        assertThat(verdicts(timing(0.81))).containsExactly(UNDECIDED);
        // momentum may be quicker and the report's ratio out of reach all the same
        assertThat(verdicts(timing(0.95))).containsExactly(NOT_CONFIRMED);
        assertThat(verdicts(timing(1.1))).containsExactly(NOT_CONFIRMED);
    }

    private static MadeUp fig1(int[] unset, int[] half, int[] most, double ratio) {
        MadeUp runs = new MadeUp(new Fig1())
                .timed("SGD", 1, 1.01, 0.99)
                .timed("SGD + momentum", ratio, 1.01 * ratio, 0.99 * ratio);
        for (String start : List.of(SCALED, NORMAL)) {
            runs.run("momentum unset (0)" + start, unset)
                    .run("momentum 0.5" + start, half)
                    .run("momentum 0.9" + start, most);
        }
        return runs;
    }

    @Test
    void fig1ComparesAccuracyAndTheTimesMeasuredAlone() {
        assertThat(verdicts(fig1(about(9200), about(9300), about(9500), 1.2)))
                .containsExactly(CONFIRMED, CONFIRMED, NOT_CONFIRMED);
        assertThat(verdicts(fig1(about(9500), about(9400), about(9200), 0.8)))
                .containsExactly(NOT_CONFIRMED, NOT_CONFIRMED, CONFIRMED);
    }

    @Test
    void noVerdictRestsOnOneSeedOrTwo() {
        MadeUp two = fig1(new int[] {9200, 9200}, new int[] {9300, 9300}, new int[] {9500, 9500}, 1);
        assertThat(two.findings().get(0).verdict()).isEqualTo(UNDECIDED);
        assertThat(two.findings().get(0).reason())
                .isEqualTo("There are too few seeds for an interval: the first look is after 3. More seeds may decide"
                        + " it (--time).");
        for (ReportExperiment experiment : ReproduceReport.EXPERIMENTS) {
            MadeUp one = new MadeUp(experiment).timed("SGD", 1).timed("SGD + momentum", 0.5);
            assertThat(verdicts(experiment.isAlone() ? one : one.others(9500)))
                    .as(experiment.id())
                    .containsOnly(UNDECIDED);
        }
    }

    @Test
    void fig1SaysWhatMovesTheResult() {
        MadeUp runs = fig1(about(9200), about(9300), about(9500), 1);
        Moves moves = Moves.of(runs.evidence(), List.of("momentum unset (0)", "momentum 0.5", "momentum 0.9"));
        assertThat(moves.bySeed()).isCloseTo(0.0006, within(1e-12));
        assertThat(moves.byStart()).isZero();
        assertThat(moves.byArm()).isCloseTo(0.03, within(1e-12));
        assertThat(moves.words("fig1.moves", Messages.in("en")))
                .startsWith(
                        "What moves the result: the seed by up to 0.1 points, the start by up to 0.0, momentum by up"
                                + " to 3.0 (accuracies, over 3 seeds).");
    }

    @Test
    void startsThatDisagreeLeaveAClaimOpen() {
        MadeUp runs = new MadeUp(new Fig1())
                .run("momentum unset (0)" + SCALED, about(9200))
                .run("momentum 0.5" + SCALED, about(9300))
                .run("momentum 0.9" + SCALED, about(9500))
                .run("momentum unset (0)" + NORMAL, about(9400))
                .run("momentum 0.5" + NORMAL, about(9300))
                .run("momentum 0.9" + NORMAL, about(9200));
        Finding finding = runs.findings().get(0);
        assertThat(finding.verdict()).isEqualTo(UNDECIDED);
        assertThat(finding.measures())
                .extracting(measure -> measure.verdict())
                .containsExactly(CONFIRMED, NOT_CONFIRMED);
        assertThat(finding.reason()).contains("several ways, and they give different answers");
    }

    private static MadeUp table1(int[] correct, int[] cured, double largest) {
        double[] sizes = {largest, 1.05 * largest, 0.95 * largest};
        return new MadeUp(new Table1())
                .run("RMSprop 0.07", correct)
                .run("RMSprop 0.01", correct)
                .run("RMSprop 0.001", correct)
                .run("RMSprop 100", 1135, 1135, 1135)
                .frozen("without the root 0.01", 1032, sizes)
                .frozen("without the root 0.001", 1032, sizes)
                .run("without the root 0.0001, batches of 15", cured);
    }

    @Test
    void table1AsItMostLikelyWas() {
        MadeUp runs = table1(about(9100), about(8700), 26_000);
        assertThat(verdicts(runs)).containsExactly(NOT_CONFIRMED, UNDECIDED, CONFIRMED, CONFIRMED);
        assertThat(runs.findings().get(1).reason()).endsWith("its source would decide it.");
    }

    @Test
    void table1IfTheFaultExplainedNothing() {
        assertThat(verdicts(table1(about(1100), about(1135), 50)))
                .containsExactly(CONFIRMED, CONFIRMED, NOT_CONFIRMED, NOT_CONFIRMED);
    }

    @Test
    void rmspropNeedsOneNetworkOfTheFour() {
        int[] fitting = {9430, 9440, 9435, 9445};
        int[] far = {9000, 9010, 9005, 9007};
        assertThat(verdicts(new MadeUp(new RmsPropRun())
                        .run("100 units, scaled start", fitting)
                        .others(far)))
                .containsExactly(CONFIRMED);
        assertThat(verdicts(new MadeUp(new RmsPropRun()).others(far))).containsExactly(NOT_CONFIRMED);
        // 100 units have only one seed so far
        assertThat(verdicts(new MadeUp(new RmsPropRun())
                        .run("100 units, scaled start", 9440)
                        .others(far)))
                .containsExactly(UNDECIDED);
    }

    private static MadeUp fig2(int thirty, int hundred, int rmsprop, int others) {
        MadeUp runs = new MadeUp(new Fig2()).run("first epoch: RMSprop 0.01", about(rmsprop));
        for (Trial trial : new Fig2().trials(1)) {
            String label = trial.label();
            if (!label.equals("first epoch: RMSprop 0.01")) {
                runs.run(label, about(label.startsWith("30") ? thirty : label.startsWith("100") ? hundred : others));
            }
        }
        return runs;
    }

    @Test
    void fig2DependsOnTheNetworkAndTheRates() {
        assertThat(verdicts(fig2(9300, 9350, 9600, 9000))).containsExactly(CONFIRMED, CONFIRMED);
        assertThat(verdicts(fig2(9300, 9450, 9600, 9400))).containsExactly(UNDECIDED, UNDECIDED);
        assertThat(verdicts(fig2(9500, 9600, 9000, 9700))).containsExactly(NOT_CONFIRMED, NOT_CONFIRMED);
    }

    /** RMSprop ahead of Adam by these, seed by seed, from both starts. */
    private static List<Verdict> fig3(int... lead) {
        MadeUp runs = new MadeUp(new Fig3());
        int[] adam = new int[lead.length];
        Arrays.setAll(adam, i -> 9400 + 20 * i);
        int[] rmsprop =
                IntStream.range(0, lead.length).map(i -> adam[i] + lead[i]).toArray();
        for (String start : List.of(SCALED, NORMAL)) {
            runs.run("RMSprop" + start, rmsprop).run("Adam" + start, adam);
        }
        return verdicts(runs.others(9000, 9001, 9002));
    }

    @Test
    void fig3IsJudgedInBothDirections() {
        assertThat(fig3(75, 74, 76)).containsExactly(CONFIRMED, CONFIRMED);
        assertThat(fig3(-75, -74, -76)).containsExactly(CONFIRMED, CONFIRMED);
        assertThat(fig3(1, -1, 0)).containsExactly(CONFIRMED, NOT_CONFIRMED);
        assertThat(fig3(200, 205, 203)).containsExactly(NOT_CONFIRMED, NOT_CONFIRMED);
        assertThat(fig3(-100, 160, 130)).containsExactly(UNDECIDED, UNDECIDED);
    }

    private static MadeUp cost(int quadratic, int crossEntropy) {
        MadeUp runs = new MadeUp(new CostComparison());
        for (Trial trial : new CostComparison().trials(1)) {
            runs.run(trial.label(), about(trial.label().endsWith("quadratic") ? quadratic : crossEntropy));
        }
        return runs;
    }

    @Test
    void costIsComparedForEachOptimizer() {
        assertThat(verdicts(cost(9500, 9600))).containsOnly(CONFIRMED).hasSize(4);
        assertThat(verdicts(cost(9600, 9500))).containsOnly(NOT_CONFIRMED).hasSize(4);
        assertThat(cost(9500, 9600)
                        .findings()
                        .get(0)
                        .measures()
                        .get(0)
                        .looks()
                        .get(0)
                        .mean())
                .isBetween(0.79, 0.81); // 4 % of 5 %
    }
}
