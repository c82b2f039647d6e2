package dev.inercia.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.inercia.nn.Network;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class WorkTest {

    @TempDir
    private Path directory;

    private Task task(Work work) {
        return Task.parse(work.arguments(directory.toString()).toArray(String[]::new));
    }

    /** L: 520 + 25,050 + 400,500 + 5,010; K: 320 + 18,496 + 1,179,776 + 1,290; N: 32,400 + 288 + 650. */
    @ParameterizedTest
    @CsvSource({"A, 23860", "C, 669706", "L, 431080", "LP, 431080", "K, 1199882", "KP, 1199882", "N, 33338", "NP, 33338"
    })
    void networksHaveTheirParameters(Work work, int parameters) {
        assertThat(Ours.network(task(work)).parameters().size()).isEqualTo(parameters);
    }

    @Test
    void networksAreThoseOfTheirTitles() {
        assertThat(Ours.network(task(Work.L)).architecture().layers())
                .extracting(layer -> layer.getClass().getSimpleName())
                .containsExactly("Conv2d", "MaxPool", "Conv2d", "MaxPool", "Flatten", "Dense", "Dense");
        assertThat(Ours.network(task(Work.N)).architecture().layers())
                .extracting(layer -> layer.getClass().getSimpleName())
                .startsWith("Conv2d", "BatchNorm", "Activate", "Conv2d", "BatchNorm", "Activate", "MaxPool")
                .endsWith("MaxPool", "GlobalAveragePool", "Dense");
        assertThat(Ours.network(task(Work.K)).summary()).contains("Dropout");
        assertThat(task(Work.K).hasDropout()).isTrue();
        assertThat(task(Work.L).hasDropout()).isFalse();
        assertThat(task(Work.A).isOfImages()).isFalse();
    }

    @Test
    void anActivationIsALayerAfterOneThatAppliesNone() {
        Task task =
                Task.parse(new String[] {"-", "conv:2:5,pool,relu,flatten,dense:3,relu,dense:10", "1", "adam", "1"});

        assertThat(Ours.network(task).architecture().layers())
                .extracting(layer -> layer.getClass().getSimpleName())
                .containsExactly("Conv2d", "MaxPool", "Activate", "Flatten", "Dense", "Dense");
    }

    @Test
    void imagesThatArePredictedAreCounted() {
        assertThat(task(Work.LP).images()).isEqualTo(1000);
        assertThat(task(Work.D).images()).isEqualTo(10_000);
        assertThat(Work.NP.stepsToWarmUp(50_000)).isEqualTo(Work.N.perRound());
        assertThat(Work.A.stepsToWarmUp(50_000)).isEqualTo(5000);
    }

    @Test
    void layersThatAreUnknownAreNamed() {
        Task task = Task.parse(new String[] {"-", "dense:3,tanh", "1", "adam", "1"});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ours.network(task))
                .withMessage("Unknown layer 'tanh'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Task.count("conv:20", 2))
                .withMessage("Expected 2 numbers in the layer 'conv:20'");
    }

    /** One number of each kind of parameter, at its place in PyTorch's layout. */
    @Test
    void othersStartWhereWeStart() {
        Task task = task(Work.L);
        Start.write(directory, task);
        Network network = Ours.network(task);
        List<Integer> sizes = List.of(500, 20, 25_000, 50, 400_000, 500, 5000, 10);
        List<float[]> start = Inputs.start(directory, sizes);

        INDArray kernels = network.parameters().get("2.weight"); // [5, 5, 20, 50] here, [50, 20, 5, 5] there
        assertThat(start.get(2)[((49 * 20 + 7) * 5 + 3) * 5 + 1]).isEqualTo(kernels.getFloat(3, 1, 7, 49));
        INDArray flattened = network.parameters().get("5.weight"); // [4 * 4 * 50, 500] here, [500, 50 * 4 * 4] there
        assertThat(start.get(4)[33 * 800 + (11 * 4 + 2) * 4 + 3])
                .isEqualTo(flattened.getFloat((2 * 4 + 3) * 50 + 11, 33));
        INDArray dense = network.parameters().get("6.weight");
        assertThat(start.get(6)[9 * 500 + 123]).isEqualTo(dense.getFloat(123, 9));
        assertThat(start.get(7)).isEqualTo(network.parameters().get("6.bias").toFloatVector());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Inputs.start(directory, List.of(500, 20)))
                .withMessage("The network has 520 parameters, but it is to start from 431080");
    }

    @Test
    void runningStatisticsAreNotHandedOver() {
        Start.write(directory, task(Work.N));

        assertThat(Inputs.start(directory, List.of(33_338))).hasSize(1);
    }
}
