package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.activation.LeakyRelu;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Dropout;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.GlobalAveragePool;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.MaxPool;
import dev.inercia.nn.layer.Padding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class SummaryTest {

    @Test
    void showsTheBooksNetwork() {
        Network network = Network.input(784)
                .layer(new Dense(30, new Sigmoid()))
                .layer(new Dense(10))
                .output(new Softmax())
                .build();
        assertThat(network.summary()).isEqualTo("""
                        layer            output  parameters    memory
                        input            [784]
                        0 Dense Sigmoid  [30]        23,550  92.0 KiB
                        1 Dense          [10]           310   1.2 KiB
                        output Softmax   [10]
                        total            FLOAT       23,860  93.2 KiB
                        training needs about 6.4 KiB for each example of a batch""");
    }

    @Test
    void countsLayersWithoutParametersBuffersAndLargeLayers() {
        Network network = Network.input(1000)
                .layer(new Activate(new Relu()))
                .layer(new Dense(1000, new LeakyRelu()))
                .layer(new RunningMean())
                .type(DataType.DOUBLE)
                .build();
        assertThat(network.summary()).isEqualTo("""
                        layer                          output  parameters   memory
                        input                          [1000]
                        0 Activate Relu                [1000]           0      0 B
                        1 Dense LeakyRelu[slope=0.01]  [1000]   1,001,000  7.6 MiB
                        2 RunningMean                  [1000]       1,000  7.8 KiB
                        output Identity                [1000]
                        total                          DOUBLE   1,002,000  7.6 MiB
                        training needs about 46.9 KiB for each example of a batch""");
    }

    @Test
    void trainingThatNeedsMoreMemoryThanThereIsIsRefusedBeforeItTakesAny() {
        assertThatThrownBy(() -> MemoryNeed.require(3L << 20, 5L << 20, 1000, true, 1L << 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Training in batches of 1000 needs about 2.9 GiB (3.0 MiB for each example, 5.0 MiB for gradients"
                                + " of the parameters), but 1.0 GiB are free: use batches of at most 339");
        assertThatThrownBy(() -> MemoryNeed.require(3L << 30, 0, 8, false, 1L << 30))
                .hasMessage(
                        "Predicting in batches of 8 needs about 24.0 GiB (3.0 GiB for each example), but 1.0 GiB are free:"
                                + " use a smaller network");
        MemoryNeed.require(1L << 20, 0, 1024, true, 1L << 30);

        var builder = Network.input(256, 256, 8);
        for (int i = 0; i < 200; i++) {
            builder.layer(new Activate(new Relu()));
        }
        Network network = builder.build();
        // 1.7 TB
        assertThatThrownBy(() -> Pass.training(network, 4000, new dev.inercia.nn.loss.MeanSquaredError(), 1))
                .hasMessageStartingWith("Training in batches of 4000 needs about 1")
                .hasMessageContaining(" for each example), but ");
    }

    @Test
    void smallImageNetworksTrainInBatchesOf128Within80Megabytes() {
        Layer[] lenet = {
            new Conv2d(20, 5),
            new MaxPool(2),
            new Conv2d(50, 5),
            new MaxPool(2),
            new Flatten(),
            new Dense(500, new Relu()),
            new Dense(10)
        };
        Layer[] keras = {
            new Conv2d(32, 3, new Relu()),
            new Conv2d(64, 3, new Relu()),
            new MaxPool(2),
            new Dropout(0.25),
            new Flatten(),
            new Dense(128, new Relu()),
            new Dropout(0.5),
            new Dense(10)
        };
        List<Layer> normalised = new ArrayList<>();
        int[] filters = {16, 32, 32, 64};
        for (int i = 0; i < filters.length; i++) {
            normalised.add(new Conv2d(filters[i], 3).padding(Padding.SAME).withoutBias());
            normalised.add(new BatchNorm());
            normalised.add(new Activate(new Relu()));
            if (i % 2 == 1) {
                normalised.add(new MaxPool(2));
            }
        }
        normalised.add(new GlobalAveragePool());
        normalised.add(new Dense(10));
        for (List<Layer> layers : List.of(List.of(lenet), List.of(keras), normalised)) {
            NetworkBuilder builder = Network.input(28, 28, 1);
            for (Layer layer : layers) {
                builder = builder.layer(layer);
            }
            Architecture architecture = builder.output(new Softmax()).build().architecture();
            assertThat(128 * MemoryNeed.perExample(architecture)).isLessThan(80_000_000);
        }
    }
}
