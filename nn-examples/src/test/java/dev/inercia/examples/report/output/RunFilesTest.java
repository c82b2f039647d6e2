package dev.inercia.examples.report.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.optim.Sgd;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunFilesTest {

    private static Run run(String label, long seed, Epoch... epochs) {
        Setup setup = new Setup(30, Setup.Start.SCALED, Setup.Cost.QUADRATIC, new Sgd(0.1), 10, 2, seed);
        return new Run(label, setup, new History(List.of(epochs), List.of(), Optional.empty()), List.of(), 0);
    }

    @Test
    void aRowPerEpochWithAllDigitsAndNothingWhereThereIsNoNumber() {
        Run run = run(
                "any",
                1,
                new Epoch(1, 0.1 + 0.2, Double.NaN, 9032, 10_000, 1.5, 0.25),
                new Epoch(2, Double.POSITIVE_INFINITY, 1e-7, 1032, 10_000, 1234.5, 0.25));
        assertThat(RunFiles.csv(run))
                .isEqualTo("epoch,loss,validationLoss,correct,total,trainingSeconds,evaluationSeconds\r\n"
                        + "1,0.30000000000000004,,9032,10000,1.5,0.25\r\n"
                        + "2,,1.0E-7,1032,10000,1234.5,0.25\r\n");
    }

    @Test
    void namesSayExperimentLabelAndSeedAndDiffer() {
        List<Run> runs = List.of(run("μ 0.5/é", 1), run("a/b", 1), run("a b", 1), run("a b", 2), run("../..", 1));
        Outcome outcome = new Outcome("fig1", "", "", "", runs, List.of(), List.of(), List.of());
        assertThat(RunFiles.names(outcome))
                .containsExactly(
                        "runs/fig1-0-5-seed-1.csv",
                        "runs/fig1-a-b-seed-1.csv",
                        "runs/fig1-a-b-seed-1-2.csv",
                        "runs/fig1-a-b-seed-2.csv",
                        "runs/fig1-seed-1.csv");
    }
}
