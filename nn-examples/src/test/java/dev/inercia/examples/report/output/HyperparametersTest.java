package dev.inercia.examples.report.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HyperparametersTest {

    private record Named(String name, double learningRate) {}

    private record WithArrays(double[] betas, int[][] shapes) {}

    @Test
    void aComponentCalledNameDoesNotHideTheRecordsName() {
        assertThat(Hyperparameters.of(new Named("mine", 0.1)))
                .containsEntry("name", "Named")
                .containsEntry("name component", "mine");
        assertThat(Hyperparameters.line(new Named("mine", 0.1)))
                .isEqualTo("Named: name component mine, learning rate 0.1");
    }

    @Test
    void arraysAreTheirElements() {
        WithArrays arrays = new WithArrays(new double[] {0.9, 1e-8}, new int[][] {{1, 2}, {}});
        assertThat(Hyperparameters.of(arrays))
                .containsEntry("betas", List.of(0.9, 1e-8))
                .containsEntry("shapes", List.of(List.of(1, 2), List.of()));
        assertThat(Hyperparameters.line(arrays)).isEqualTo("WithArrays: betas [0.9, 1E-8], shapes [[1, 2], []]");
    }
}
