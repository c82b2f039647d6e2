package dev.inercia.nn.layer;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.LayerRig;
import dev.inercia.nn.Network;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Images are channels last; what is channels first is turned. */
class LayoutOfImagesTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void whatLooksLikeChannelsFirstIsRefused(int channels) {
        assertThatThrownBy(() ->
                        Network.input(channels, 28, 30).layer(new MaxPool(1)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected images [height, width, channels], channels last, but got [" + channels
                        + ", 28, 30], which looks like channels first: turn the data with Dataset.channelsFirst(data), or"
                        + " an array with ChannelsFirst.images(array), and build the network with Network.input(28, 30, "
                        + channels + "); if these are images " + channels + " pixel" + (channels == 1 ? "" : "s")
                        + " high, say so with channelsLast()");
        Network confirmed = Network.input(channels, 28, 30)
                .layer(new Residual(new MaxPool(1)))
                .channelsLast()
                .build();
        assertThat(confirmed.architecture().outputShape()).isEqualTo(Shape.of(channels, 28, 30));
        assertThatThrownBy(() -> Network.input(channels, 28, 30)
                        .layer(new Residual(new MaxPool(1)))
                        .build())
                .as("within a layer, too")
                .hasMessageContaining("channels first");
    }

    @Test
    void whatDoesNotLookLikeItIsNot() {
        assertThat(Network.input(28, 28, 1).layer(new MaxPool(2)).build()).isNotNull();
        assertThat(Network.input(3, 3, 3).layer(new MaxPool(2)).build()).isNotNull();
        assertThat(Network.input(2, 8, 64).layer(new MaxPool(2)).build()).isNotNull();
        assertThat(Network.input(3, 28, 28)
                        .layer(new Flatten())
                        .layer(new Dense(2))
                        .build())
                .as("no layer takes images")
                .isNotNull();
        assertThat(Network.input(3, 3, 64)
                        .layer(new Dense(2))
                        .layer(new MaxPool(1))
                        .channelsLast()
                        .build())
                .isNotNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void dataIsTurned(DataType type) {
        double[] pixels = uniform(5 * 2 * 3 * 4, 0, 1, 1);
        INDArray first = array(type, pixels, 5, 2, 3, 4);
        Dataset data = Dataset.of(first, Nd4j.createFromArray(0, 1, 0, 1, 2));
        Dataset last = Dataset.channelsFirst(data);
        assertThat(last.features()).isEqualTo(Shape.of(3, 4, 2));
        assertThat(last.labels()).containsExactly(0, 1, 0, 1, 2);
        assertThat(last).hasToString("5 examples [3, 4, 2], 3 classes");
        Batch batch = last.batch(2, type);
        batch.gather(new int[] {0, 4, 1}, 1);
        INDArray all = ChannelsFirst.images(first);
        for (int i = 0; i < 2; i++) {
            for (int y = 0; y < 3; y++) {
                for (int x = 0; x < 4; x++) {
                    for (int c = 0; c < 2; c++) {
                        int row = i == 0 ? 4 : 1;
                        assertThat(batch.features().getDouble(i, y, x, c)).isEqualTo(first.getDouble(row, c, y, x));
                        assertThat(all.getDouble(row, y, x, c)).isEqualTo(first.getDouble(row, c, y, x));
                    }
                }
            }
        }
        assertThatThrownBy(() -> Dataset.channelsFirst(Dataset.of(new float[][] {{1, 2}}, new int[] {0})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected images [channels, height, width], but got examples [2]");
    }

    @Test
    void aDenseWeightBehindAFlatteningGivesTheSame() {
        INDArray images = array(DataType.DOUBLE, uniform(2 * 3 * 4 * 5, -1, 1, 1), 2, 3, 4, 5);
        INDArray weight = array(DataType.DOUBLE, uniform(6 * 60, -1, 1, 2), 6, 60);
        double[] expected = values(images.reshape('c', 2, 60).mmul(weight.transpose()));
        INDArray turned = ChannelsFirst.flattened(weight, Shape.of(4, 5, 3));
        assertThat(turned.shape()).containsExactly(60, 6);
        INDArray flat = ChannelsFirst.images(images).reshape('c', 2, 60);
        assertClose(values(flat.mmul(turned)), expected, 1e-12, "product");
        assertThatThrownBy(() -> ChannelsFirst.flattened(weight, Shape.of(4, 5, 4)))
                .hasMessage(
                        "Expected an image [height, width, channels] of 60 numbers, the inputs of the weight, but got"
                                + " [4, 5, 4]");
        assertThatThrownBy(() -> ChannelsFirst.kernels(weight))
                .hasMessage(
                        "Expected kernels [filters, channels, height, width] or [filters, channels, length], but got"
                                + " an array of shape [6, 60]");
    }

    @Test
    void flatteningAndReshapingKeepTheNumbers() {
        double[] x = uniform(24, -1, 1, 1);
        Network network =
                LayerRig.network(new Sequential(new Reshape(2, 3, 2), new Flatten()), DataType.FLOAT, Shape.of(12));
        LayerRig bound = LayerRig.training(network, 2);
        INDArray input = array(DataType.FLOAT, x, 2, 12);
        assertThat(values(bound.forward(input))).containsExactly(values(input));
        assertThat(values(bound.backward(input))).containsExactly(values(input));
        assertThat(values(network.predict(input))).containsExactly(values(input));
        assertThatThrownBy(() -> new Reshape(28, 28, 1).output(Shape.of(783)))
                .hasMessage("expected an input of 784 numbers for the shape [28, 28, 1], but got [783], which has 783");
    }
}
