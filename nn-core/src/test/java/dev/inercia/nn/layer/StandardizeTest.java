package dev.inercia.nn.layer;

import static dev.inercia.nn.Numbers.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.Network;
import dev.inercia.nn.Numbers;
import dev.inercia.nn.data.Dataset;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers whose numbers come from data. */
class StandardizeTest {

    private static final double[][] X = {{1, 1000, 7, -0.5}, {2, 3000, 7, 0.5}, {3, 2000, 7, 0.25}, {6, 2000, 7, -0.25}
    };
    private static final Dataset DATA = Dataset.of(X, new int[] {0, 1, 0, 1});

    private static Network network(Layer layer, DataType type) {
        return Network.input(4).layer(layer).type(type).build();
    }

    private static double[] predict(Layer layer, double[][] x) {
        return Numbers.values(network(layer, DataType.DOUBLE).predict(Nd4j.createFromArray(x)));
    }

    @Test
    void columnsHaveMeanZeroAndDeviationOne() {
        Standardize layer = Standardize.of(DATA);
        assertThat(layer.mean()).containsExactly(new double[] {3, 2000, 7, 0}, within(1e-12));
        assertThat(layer.deviation())
                .containsExactly(new double[] {Math.sqrt(3.5), Math.sqrt(5e5), 1, Math.sqrt(0.15625)}, within(1e-12));
        double[] y = predict(layer, X);
        for (int j = 0; j < 4; j++) {
            double mean = (y[j] + y[4 + j] + y[8 + j] + y[12 + j]) / 4;
            double square = (y[j] * y[j] + y[4 + j] * y[4 + j] + y[8 + j] * y[8 + j] + y[12 + j] * y[12 + j]) / 4;
            assertThat(mean).isEqualTo(0, within(1e-12));
            assertThat(square).isEqualTo(j == 2 ? 0 : 1, within(1e-12));
        }
    }

    @Test
    void columnsAreFromZeroToOne() {
        MinMax layer = MinMax.of(DATA);
        assertThat(layer.least()).containsExactly(1, 1000, 7, -0.5);
        assertThat(layer.most()).containsExactly(6, 3000, 7, 0.5);
        assertClose(
                predict(layer, new double[][] {{1, 3000, 7, 0}, {6, 1500, 8, 1}}),
                new double[] {0, 1, 0, 0.5, 1, 0.25, 1, 1.5},
                1e-12,
                "scaled");
    }

    /** Images have a mean for each channel, sequences one for each feature. */
    @Test
    void columnsAreTheLastAxis() {
        INDArray images = Nd4j.createFromArray(Numbers.uniform(24, 0, 1, 1)).reshape(2, 3, 2, 2);
        images.slice(0).muli(100);
        Standardize layer = Standardize.of(Dataset.of(images, Nd4j.zeros(DataType.DOUBLE, 2, 1)));
        double[] values = Numbers.values(images);
        double[] sums = new double[2];
        for (int i = 0; i < 24; i++) {
            sums[i % 2] += values[i];
        }
        assertThat(layer.mean()).containsExactly(new double[] {sums[0] / 12, sums[1] / 12}, within(1e-12));
    }

    /** Years as seconds, in floats a second apart: the difference from the mean is what counts. */
    @Test
    void largeValuesWithASmallSpreadAreTakenApart() {
        float[][] x = {{1 << 23}, {(1 << 23) + 1}, {(1 << 23) + 2}, {(1 << 23) + 3}};
        Standardize layer = Standardize.of(Dataset.of(x, new float[4]));
        INDArray y = Network.input(1).layer(layer).build().predict(Nd4j.createFromArray(x));
        double deviation = Math.sqrt(1.25);
        assertThat(y.toDoubleVector())
                .containsExactly(
                        new double[] {-1.5 / deviation, -0.5 / deviation, 0.5 / deviation, 1.5 / deviation},
                        within(1e-6));
    }

    @Test
    void itsNumbersAreSavedBitForBit(@TempDir Path directory) {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            Network network = Network.input(4)
                    .layer(Standardize.of(DATA))
                    .layer(MinMax.of(DATA))
                    .layer(new Dense(2))
                    .type(type)
                    .build();
            network.save(directory.resolve("n.safetensors"));
            Network loaded = Network.load(directory.resolve("n.safetensors"));
            assertThat(loaded.architecture()).isEqualTo(network.architecture());
            INDArray x = Nd4j.createFromArray(X);
            assertThat(Numbers.values(loaded.predict(x))).containsExactly(Numbers.values(network.predict(x)));
        }
    }

    @Test
    void arraysAreCopied() {
        double[] mean = {1, 2};
        double[] deviation = {3, 4};
        Standardize layer = new Standardize(mean, deviation);
        mean[0] = 9;
        layer.mean()[1] = 9;
        layer.deviation()[1] = 9;
        assertThat(layer).isEqualTo(new Standardize(new double[] {1, 2}, new double[] {3, 4}));
        assertThat(layer.hashCode()).isEqualTo(new Standardize(new double[] {1, 2}, deviation).hashCode());
        assertThat(layer).isNotEqualTo(new Standardize(new double[] {1, 2}, new double[] {3, 5}));
        assertThat(layer).hasToString("Standardize[2 columns]");
        assertThat(new MinMax(mean, mean)).isEqualTo(new MinMax(mean, mean)).hasToString("MinMax[2 columns]");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> network(new Standardize(new double[3], new double[] {1, 1, 1}), DataType.FLOAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "layer 0 (Standardize) at the input: expected input of shape [..., 3], as the data has it that the"
                                + " means come from, but got [4]");
        assertThatThrownBy(() -> new Standardize(new double[2], new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Standardize: expected as many means as deviations, at least one, but got 2 and 1");
        assertThatThrownBy(() -> new Standardize(new double[] {1}, new double[] {0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Standardize: deviation must be finite and above 0, but is 0.0");
        assertThatThrownBy(() -> new MinMax(new double[] {1}, new double[] {0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MinMax: most - least must be finite and at least 0, but is -1.0");
    }
}
