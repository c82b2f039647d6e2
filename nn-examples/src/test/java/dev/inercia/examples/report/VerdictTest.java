package dev.inercia.examples.report;

import static dev.inercia.examples.report.result.Verdict.CONFIRMED;
import static dev.inercia.examples.report.result.Verdict.NOT_CONFIRMED;
import static dev.inercia.examples.report.result.Verdict.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows from numbers that were made up for it. */
class VerdictTest {

    private static List<Verdict> verdicts(MadeUp runs) {
        return runs.findings().stream().map(Finding::verdict).toList();
    }

    private static MadeUp timing(double sgd, double momentum) {
        return new MadeUp(new Timing()).run("SGD", sgd, 9400).run("SGD + momentum", momentum, 9500);
    }

    @Test
    void timingGoesByTheClock() {
        assertThat(verdicts(timing(1, 0.8))).containsExactly(CONFIRMED);
        assertThat(verdicts(timing(1, 1.1))).containsExactly(NOT_CONFIRMED);
        assertThat(verdicts(timing(1, 1.01))).containsExactly(NOT_CONFIRMED);
        assertThat(timing(1, 1.01).findings().get(0).reason())
                .contains("101 % (95 % interval: 101 to 101 %) of the time of one without, which is about the same");
        MadeUp oneEpoch = new MadeUp(new Timing()).course("SGD", 1, 9400).course("SGD + momentum", 1, 9400);
        assertThat(verdicts(oneEpoch)).containsExactly(UNDECIDED);
        assertThat(timing(1, 1.1).findings().get(0).measured())
                .contains("momentum / SGD, epoch by epoch, 1.10, in the report 0.81");
    }

    private static MadeUp fig1(int unset, int half, int most, double unsetSeconds, double mostSeconds) {
        return new MadeUp(new Fig1())
                .run("momentum unset (0)", unsetSeconds, unset)
                .run("momentum 0.5", 1, half)
                .run("momentum 0.9", mostSeconds, most);
    }

    @Test
    void fig1ComparesAccuracyAndTime() {
        assertThat(verdicts(fig1(9200, 9300, 9500, 1, 1.2))).containsExactly(CONFIRMED, CONFIRMED, NOT_CONFIRMED);
        assertThat(verdicts(fig1(9500, 9500, 9200, 1, 0.8))).containsExactly(NOT_CONFIRMED, NOT_CONFIRMED, UNDECIDED);
        assertThat(verdicts(fig1(9490, 9495, 9500, 1, 1.04))).containsExactly(UNDECIDED, NOT_CONFIRMED, UNDECIDED);
    }

    @Test
    void fig1SaysHowFarApart() {
        Finding found = fig1(9200, 9300, 9500, 1, 1).findings().get(2);
        // 1.96 sqrt((0.95 * 0.05 + 0.92 * 0.08) / 10000) = 0.682 points
        assertThat(found.reason()).contains("momentum 0").contains("+3.00 ± 0.68 points below that of 0.9");
    }

    private static MadeUp table1(int correct, int absurd, int[] faulty, int cured, double largest) {
        return new MadeUp(new Table1())
                .run("RMSprop 0.07", 1, correct)
                .run("RMSprop 0.01", 1, correct)
                .run("RMSprop 0.001", 1, correct)
                .run("RMSprop 100", 1, absurd)
                .course("without the root 0.01", largest, faulty)
                .course("without the root 0.001", largest, faulty)
                .run("without the root 0.0001, batches of 15", 1, cured);
    }

    @Test
    void table1AsItMostLikelyWas() {
        MadeUp runs = table1(9100, 1135, new int[] {1032, 1032, 1032}, 8700, 26_000);
        assertThat(verdicts(runs)).containsExactly(NOT_CONFIRMED, UNDECIDED, CONFIRMED, CONFIRMED);
        List<Finding> findings = runs.findings();
        assertThat(findings.get(0).reason()).contains("1,032 is exactly the number of 2s");
        assertThat(findings.get(0).measured())
                .contains("frozen in each of 10 epochs, at the end 1135 / 10000 (all \"1\")");
        assertThat(findings.get(3).measured()).contains("26,000 without the root, 10 with it");
        assertThat(findings.get(3).reason()).contains("709").contains("cannot be reproduced here");
    }

    @Test
    void table1IfTheFaultExplainedNothing() {
        assertThat(verdicts(table1(9100, 9100, new int[] {5000, 9000}, 1135, 50)))
                .containsExactly(NOT_CONFIRMED, NOT_CONFIRMED, NOT_CONFIRMED, NOT_CONFIRMED);
        // frozen in the end is not frozen in each epoch
        assertThat(verdicts(table1(1135, 1135, new int[] {5000, 1032}, 8700, 800)))
                .containsExactly(CONFIRMED, CONFIRMED, UNDECIDED, CONFIRMED);
    }

    @Test
    void rmspropIsHeldAgainstEveryNetwork() {
        MadeUp near = new MadeUp(new RmsPropRun()).run("100 units, scaled start", 1, 9480);
        assertThat(verdicts(near.others(9000))).containsExactly(CONFIRMED);
        assertThat(near.findings().get(0).reason()).contains("nearest is 100 units, scaled start, +0.25 points away");
        MadeUp between = new MadeUp(new RmsPropRun()).run("100 units, scaled start", 1, 9600);
        assertThat(verdicts(between.others(9000))).containsExactly(UNDECIDED);
        assertThat(verdicts(new MadeUp(new RmsPropRun()).others(9000))).containsExactly(NOT_CONFIRMED);
    }

    private static MadeUp fig2(int thirty, int hundred, int rmsprop, int others) {
        MadeUp runs = new MadeUp(new Fig2()).run("first epoch: RMSprop 0.01", 1, rmsprop);
        for (Trial trial : new Fig2().trials(1)) {
            if (!trial.label().equals("first epoch: RMSprop 0.01")) {
                runs.run(
                        trial.label(),
                        1,
                        trial.label().startsWith("30") ? thirty : trial.label().startsWith("100") ? hundred : others);
            }
        }
        return runs;
    }

    @Test
    void fig2DependsOnTheNetworkAndTheRates() {
        assertThat(verdicts(fig2(9300, 9399, 9600, 9000))).containsExactly(CONFIRMED, CONFIRMED);
        assertThat(verdicts(fig2(9300, 9401, 9600, 9400))).containsExactly(UNDECIDED, UNDECIDED);
        assertThat(verdicts(fig2(9500, 9600, 9000, 9700))).containsExactly(NOT_CONFIRMED, NOT_CONFIRMED);
        assertThat(fig2(9300, 9401, 9600, 9400).findings().get(0).reason())
                .contains("Above 94 %: 100 units, scaled start; 100 units, standard-normal start");
    }

    private static List<Verdict> fig3(int[] rmsprop, int[] adam) {
        return verdicts(new MadeUp(new Fig3())
                .run("SGD", 1, 9000, 9000, 9000)
                .run("SGD + momentum", 1, 9400, 9400, 9400)
                .run("RMSprop", 1, rmsprop)
                .run("Adam", 1, adam));
    }

    @Test
    void fig3IsJudgedInBothDirections() {
        int[] base = {9400, 9410, 9420, 9430, 9440};
        int[] ahead = {9470, 9482, 9488, 9501, 9509}; // by 0.7 points, every time
        assertThat(fig3(ahead, base)).containsExactly(CONFIRMED, CONFIRMED, NOT_CONFIRMED);
        assertThat(fig3(base, ahead)).containsExactly(CONFIRMED, NOT_CONFIRMED, CONFIRMED);
        assertThat(fig3(base, base)).containsExactly(CONFIRMED, NOT_CONFIRMED, NOT_CONFIRMED);
        int[] far = {9600, 9611, 9619, 9630, 9640}; // by 2 points
        assertThat(fig3(far, base)).containsExactly(NOT_CONFIRMED, NOT_CONFIRMED, NOT_CONFIRMED);
        int[] scattered = {9300, 9560, 9450, 9600, 9540}; // by 0.7 points, or less than none
        assertThat(fig3(scattered, base)).containsExactly(UNDECIDED, UNDECIDED, UNDECIDED);
    }

    private static MadeUp cost(int quadratic, int crossEntropy) {
        MadeUp runs = new MadeUp(new CostComparison());
        for (Trial trial : new CostComparison().trials(1)) {
            runs.run(trial.label(), 1, trial.label().endsWith("quadratic") ? quadratic : crossEntropy);
        }
        return runs;
    }

    @Test
    void costIsComparedForEachOptimizer() {
        assertThat(verdicts(cost(9500, 9600))).containsOnly(CONFIRMED).hasSize(4);
        assertThat(verdicts(cost(9600, 9500))).containsOnly(NOT_CONFIRMED).hasSize(4);
        assertThat(verdicts(cost(9550, 9560))).containsOnly(UNDECIDED).hasSize(4);
    }
}
