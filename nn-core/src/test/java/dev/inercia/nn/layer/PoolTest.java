package dev.inercia.nn.layer;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.LayerRig;
import dev.inercia.nn.Reference;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

class PoolTest {

    private static final List<DataType> TYPES = List.of(DataType.FLOAT, DataType.DOUBLE);

    static Stream<Arguments> references() {
        return Stream.of("maxpool2d", "maxpool1d", "avgpool2d", "globalavgpool2d")
                .flatMap(name -> Reference.imageLayers(name).stream())
                .flatMap(reference -> TYPES.stream().map(type -> Arguments.of(reference, type)));
    }

    @ParameterizedTest
    @MethodSource("references")
    void valuesAndGradientsAreThoseOfTheReference(Reference reference, DataType type) {
        new ImageReference(reference, layer(reference), type).verify();
    }

    private static Layer layer(Reference reference) {
        if (reference.name().startsWith("global")) {
            return new GlobalAveragePool();
        }
        Window window = window(reference);
        boolean excludes = reference.has("hyperparameters", "countsPadding")
                && reference.toString().contains("\"countsPadding\":false");
        return reference.name().startsWith("max") ? new MaxPool(window) : new AveragePool(window, !excludes);
    }

    /** The window of a case, whose sizes are pairs for images and single numbers for sequences. */
    static Window window(Reference reference) {
        int[] kernel = pair(reference, "kernel", 1);
        int[] stride = pair(reference, "stride", 1);
        int[] padding = pair(reference, "padding", 0);
        int[] dilation = pair(reference, "dilation", 1);
        return new Window(
                kernel[0],
                kernel[1],
                stride[0],
                stride[1],
                Padding.of(padding[0], padding[1]),
                dilation[0],
                dilation[1]);
    }

    private static int[] pair(Reference reference, String name, int otherwise) {
        if (!reference.has("hyperparameters", name)) {
            return new int[] {otherwise, otherwise};
        }
        double[] numbers = reference.numbers("hyperparameters", name);
        return new int[] {(int) numbers[0], (int) numbers[numbers.length - 1]};
    }

    private static double[] pass(Layer layer, double[] x, double[] dy, int... shape) {
        LayerRig bound = LayerRig.training(LayerRig.network(layer, DataType.FLOAT, Shape.of(shape)), 1);
        double[] y =
                values(bound.forward(array(DataType.FLOAT, x, Shape.of(shape).toArrayShape(1))));
        double[] gradients = dy.length > 0 ? dy : new double[y.length];
        if (dy.length == 0) {
            Arrays.fill(gradients, 1);
        }
        double[] dx = values(bound.backward(
                array(DataType.FLOAT, gradients, layer.output(Shape.of(shape)).toArrayShape(1))));
        return Stream.of(y, dx).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void ofEqualMaximaTheFirstGetsTheGradient() {
        assertThat(pass(new MaxPool(2), new double[] {3, 3, 3, 3}, new double[] {1}, 2, 2, 1))
                .containsExactly(3, 1, 0, 0, 0);
        assertThat(pass(new GlobalMaxPool(), new double[] {1, 3, 3, 3}, new double[] {2}, 2, 2, 1))
                .containsExactly(3, 0, 2, 0, 0);
        assertThat(pass(new MaxPool(2), new double[] {-1e-45, 1e-45, 0, 1e-45}, new double[] {1}, 2, 2, 1))
                .as("the smallest difference counts")
                .endsWith(0, 1, 0, 0);
    }

    @Test
    void overlappingWindowsAddTheirGradients() {
        double[] x = {1, 5, 2, 4};
        assertThat(pass(new MaxPool(3).stride(1), x, new double[] {}, 4, 1)).containsExactly(5, 5, 0, 2, 0, 0);
        assertThat(pass(new AveragePool(3).stride(1), x, new double[] {}, 4, 1))
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(8 / 3.0, 11 / 3.0, 1 / 3.0, 2 / 3.0, 2 / 3.0, 1 / 3.0);
    }

    @Test
    void paddingNeverWins() {
        double[] x = uniform(25, -9, -5, 1);
        for (MaxPool pool : List.of(
                new MaxPool(3).stride(2).padding(Padding.of(1)),
                new MaxPool(2).stride(1).padding(Padding.SAME),
                new MaxPool(4, 3).padding(Padding.of(2, 1, 1, 0)),
                new MaxPool(3).stride(1).padding(Padding.of(2)))) {
            double[] y = pass(pool, x, new double[] {}, 5, 5, 1);
            assertThat(Arrays.stream(y, 0, y.length - 25).allMatch(value -> value <= -5 && value >= -9))
                    .isTrue();
        }
        assertThatThrownBy(() -> new MaxPool(2).padding(Padding.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MaxPool: padding must be smaller than the window, but is 2 for a window of 2 x 2");
        assertThatThrownBy(() -> new AveragePool(3).padding(Padding.of(0, 3)))
                .hasMessage(
                        "AveragePool: padding must be smaller than the window, but is 0 3 0 3 for a window of 3 x 3");
    }

    @Test
    void aWindowThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new MaxPool(3).output(Shape.of(2, 5, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expected an input of at least 3 x 3 for a window of 3 x 3, stride 3 x 3, but got [2, 5, 1]:"
                                + " use a smaller window, or padding(Padding.SAME)");
        assertThatThrownBy(() -> new AveragePool(4).output(Shape.of(3, 7)))
                .hasMessage(
                        "expected an input of at least 4 for a window of 4, but got [3, 7]: use a smaller window, or"
                                + " padding(Padding.SAME)");
        assertThatThrownBy(() -> new MaxPool(2).output(Shape.of(784)))
                .hasMessage("expected images [height, width, channels], but got [784]: put a Reshape before this layer,"
                        + " such as new Reshape(28, 28, 1)");
        assertThatThrownBy(() -> new MaxPool(2, 1).output(Shape.of(8, 3)))
                .hasMessage(
                        "expected images [height, width, channels] for a window of 2 x 1, stride 2 x 1, but got [8, 3]:"
                                + " give sequences a window of one size");
        assertThatThrownBy(() -> new GlobalAveragePool().output(Shape.of(8)))
                .hasMessageStartingWith("expected images [height, width, channels], but got [8]");
    }

    @Test
    void sizesOfTheOutput() {
        assertThat(new MaxPool(2).output(Shape.of(7, 5, 3))).isEqualTo(Shape.of(3, 2, 3));
        assertThat(new MaxPool(2).padding(Padding.SAME).output(Shape.of(7, 5, 3)))
                .isEqualTo(Shape.of(4, 3, 3));
        assertThat(new MaxPool(3).stride(1, 2).output(Shape.of(7, 5, 3))).isEqualTo(Shape.of(5, 2, 3));
        assertThat(new GlobalMaxPool().output(Shape.of(7, 3))).isEqualTo(Shape.of(3));
        assertThat(new AveragePool(2).toString())
                .isEqualTo("AveragePool[window=2 x 2, stride 2 x 2, countsPadding=true]");
    }

    @Test
    void windowsAreChecked() {
        assertThatThrownBy(() -> new MaxPool(0)).hasMessage("Window: height must be at least 1, but is 0");
        assertThatThrownBy(() -> new MaxPool(2).stride(0)).hasMessage("Window: strideY must be at least 1, but is 0");
        assertThatThrownBy(() -> Padding.of(-1)).hasMessage("Padding: top must be at least 0, but is -1");
        assertThatThrownBy(() -> new Padding(true, 0, 1, 0, 0))
                .hasMessage("Padding: expected sizes or 'same', but got both");
    }
}
