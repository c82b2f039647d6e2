package dev.inercia.nn.layer;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.LayerRig;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class DropoutTest {

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void dropsItsRateAndKeepsTheMean(DataType type) {
        int rows = 100;
        LayerRig bound = LayerRig.training(LayerRig.network(new Dropout(0.3), type, Shape.of(1000)), rows);
        double[] ones = new double[100_000];
        Arrays.fill(ones, 1);
        double[] y = values(bound.forward(array(type, ones, rows, 1000)));
        double kept = type == DataType.FLOAT ? (float) (1 / 0.7) : 1 / 0.7;
        assertThat(Arrays.stream(y).distinct().toArray()).containsExactlyInAnyOrder(0, kept);
        assertClose(Arrays.stream(y).filter(v -> v == 0).count() / 1e5, 0.3, 0.01, "share of zeros");
        assertClose(Arrays.stream(y).average().orElseThrow(), 1, 0.01, "mean");
        double[] dx = values(bound.backward(array(type, ones, rows, 1000)));
        assertThat(dx).as("the same mask on the way back").containsExactly(y);
    }

    @Test
    void channelsAreDroppedAsAWhole() {
        int rows = 500;
        LayerRig bound =
                LayerRig.training(LayerRig.network(new ChannelDropout(0.3), DataType.FLOAT, Shape.of(5, 4, 3)), rows);
        double[] ones = new double[rows * 60];
        Arrays.fill(ones, 1);
        double[] y = values(bound.forward(array(DataType.FLOAT, ones, rows, 5, 4, 3)));
        for (int image = 0; image < rows; image++) {
            for (int i = 0; i < 60; i++) {
                assertThat(y[image * 60 + i]).isEqualTo(y[image * 60 + i % 3]);
            }
        }
        assertClose(Arrays.stream(y).filter(v -> v == 0).count() / (rows * 60.0), 0.3, 0.04, "share of zeros");
        assertThat(values(bound.backward(array(DataType.FLOAT, ones, rows, 5, 4, 3))))
                .isEqualTo(y);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void theExtremesAreExact(double rate) {
        double[] x = uniform(3000, 0.5, 1, 1);
        for (Layer layer : new Layer[] {new Dropout(rate), new ChannelDropout(rate)}) {
            LayerRig bound = LayerRig.training(LayerRig.network(layer, DataType.DOUBLE, Shape.of(30)), 100);
            INDArray array = array(DataType.DOUBLE, x, 100, 30);
            double[] expected = rate == 0 ? x : new double[3000];
            assertThat(values(bound.forward(array))).isEqualTo(expected);
            assertThat(values(bound.backward(array))).isEqualTo(expected);
        }
    }

    @Test
    void predictionsPassUnchanged() {
        INDArray x = array(DataType.FLOAT, uniform(3000, -1, 1, 1), 100, 30);
        assertThat(values(LayerRig.network(new Dropout(0.9), DataType.FLOAT, Shape.of(30))
                        .predict(x)))
                .isEqualTo(values(x));
        assertThat(values(LayerRig.network(new ChannelDropout(1), DataType.FLOAT, Shape.of(30))
                        .predict(x)))
                .isEqualTo(values(x));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void ratesAreProbabilities(double rate) {
        assertThatThrownBy(() -> new Dropout(rate)).hasMessage("Dropout: rate must be in [0, 1], but is " + rate);
        assertThatThrownBy(() -> new ChannelDropout(rate))
                .hasMessage("ChannelDropout: rate must be in [0, 1], but is " + rate);
    }
}
