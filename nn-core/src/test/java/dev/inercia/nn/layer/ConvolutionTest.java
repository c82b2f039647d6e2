package dev.inercia.nn.layer;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.rounded;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.GradientCheck;
import dev.inercia.nn.LayerRig;
import dev.inercia.nn.Network;
import dev.inercia.nn.Numbers;
import dev.inercia.nn.Reference;
import dev.inercia.nn.activation.Gelu;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.init.Constant;
import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Glorot;
import dev.inercia.nn.init.He;
import dev.inercia.nn.init.StandardNormal;
import dev.inercia.nn.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ConvolutionTest {

    private static final List<DataType> TYPES = List.of(DataType.FLOAT, DataType.DOUBLE);

    static Stream<Arguments> references() {
        return Stream.of("conv2d", "conv1d")
                .flatMap(name -> Reference.imageLayers(name).stream())
                .flatMap(reference -> TYPES.stream().map(type -> Arguments.of(reference, type)));
    }

    @ParameterizedTest
    @MethodSource("references")
    void valuesAndGradientsAreThoseOfTheReference(Reference reference, DataType type) {
        Window window = PoolTest.window(reference);
        int filters = (int) reference.number("hyperparameters", "outChannels");
        int groups =
                reference.has("hyperparameters", "groups") ? (int) reference.number("hyperparameters", "groups") : 1;
        boolean hasBias = reference.has("parameters", "bias");
        Layer layer = reference.name().equals("conv2d")
                ? new Conv2d(filters, window, groups, new Identity(), hasBias, new Constant(0), new Constant(0))
                : new Conv1d(
                        filters, window.vertical(), groups, new Identity(), hasBias, new Constant(0), new Constant(0));
        new ImageReference(reference, layer, type).verify();
    }

    static Stream<Arguments> composites() {
        return TYPES.stream().map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("composites")
    void residualsAndConcatenationsAreThoseOfTheReference(DataType type) {
        Conv2d same = new Conv2d(2, 3).padding(1);
        Layer residual = new Residual(new Sequential(same, new Activate(new Relu()), same));
        new ImageReference(Reference.imageLayers("residual").get(0), residual, type)
                .parameter("body.0.weight", "a.weight")
                .parameter("body.0.bias", "a.bias")
                .parameter("body.2.weight", "b.weight")
                .parameter("body.2.bias", "b.bias")
                .verify();
        Layer joined = new Parallel(
                Parallel.Join.CONCATENATION,
                new Conv2d(1, 1),
                new Conv2d(3, 3).padding(Padding.SAME),
                new Activate(new Identity()));
        new ImageReference(Reference.imageLayers("concatenate").get(0), joined, type)
                .parameter("0.weight", "a.weight")
                .parameter("0.bias", "a.bias")
                .parameter("1.weight", "b.weight")
                .parameter("1.bias", "b.bias")
                .verify();
    }

    /** Strides and dilations that differ, in an image and a kernel that are not square. */
    static List<Conv2d> settings() {
        List<Conv2d> settings = new ArrayList<>();
        for (int stride = 1; stride <= 3; stride++) {
            for (int dilation = 1; dilation <= 3; dilation++) {
                Conv2d layer = new Conv2d(2, 3, 2, new Identity()).biases(new StandardNormal());
                settings.add(layer.stride(stride, 4 - stride)
                        .dilation(dilation, 4 - dilation)
                        .padding(Padding.of(1, 0, 2, 1)));
                settings.add(layer.stride(stride).dilation(dilation).padding(Padding.SAME));
            }
        }
        return settings;
    }

    @ParameterizedTest
    @MethodSource("settings")
    void equalsThePlainLoopAndHasItsGradients(Conv2d layer) {
        for (int channels : new int[] {1, 3, 8}) {
            compare(layer, Shape.of(7, 5, channels));
        }
        GradientCheck.of(layer, 7, 5, 2).verify();
        GradientCheck.of(layer, 7, 5, 8).verify();
    }

    @Test
    void groupsSeeTheirChannelsOnly() {
        int[][] cases = {{2, 2, 6}, {3, 3, 3}, {2, 4, 6}, {4, 4, 8}};
        for (int[] c : cases) {
            Conv2d layer = new Conv2d(c[2], 3, 2, new Tanh())
                    .groups(c[0])
                    .padding(Padding.of(1, 1))
                    .stride(1, 2);
            compare(layer, Shape.of(5, 6, c[1]));
            GradientCheck.of(layer, 5, 6, c[1]).verify();
        }
        assertThatThrownBy(() -> new Conv2d(4, 3).groups(3))
                .hasMessage("Conv2d: filters must be a multiple of groups, but are 4 and 3");
        assertThatThrownBy(() -> new Conv2d(4, 3).groups(2).output(Shape.of(5, 5, 3)))
                .hasMessage(
                        "expected channels that are a multiple of groups, 2, but got [5, 5, 3]: use as many groups as"
                                + " divide 3");
    }

    /** Compares with the loop over everything. */
    private static void compare(Conv2d layer, Shape input) {
        int rows = 2;
        Network network = LayerRig.network(layer, DataType.DOUBLE, input);
        double[] x = uniform(rows * input.size(), -1, 1, 1);
        double[] y =
                values(LayerRig.predicting(network, rows).forward(array(DataType.DOUBLE, x, input.toArrayShape(rows))));
        Geometry g = Geometry.ofImage(layer.window(), input);
        double[] w = values(network.parameters().get("0.weight"));
        double[] b = values(network.parameters().get("0.bias"));
        double[] expected = new double[y.length];
        int depth = g.channels / layer.groups();
        for (int i = 0; i < y.length; i++) {
            int f = i % layer.filters();
            int outColumn = i / layer.filters() % g.outWidth;
            int outRow = i / layer.filters() / g.outWidth % g.outHeight;
            int image = i / layer.filters() / g.outWidth / g.outHeight;
            double sum = b[f];
            for (int ky = 0; ky < g.window.height(); ky++) {
                for (int kx = 0; kx < g.window.width(); kx++) {
                    int row = outRow * g.window.strideY() - g.top + ky * g.window.dilationY();
                    int column = outColumn * g.window.strideX() - g.left + kx * g.window.dilationX();
                    if (row < 0 || row >= g.height || column < 0 || column >= g.width) {
                        continue;
                    }
                    for (int c = 0; c < depth; c++) {
                        int channel = f / (layer.filters() / layer.groups()) * depth + c;
                        sum += x[((image * g.height + row) * g.width + column) * g.channels + channel]
                                * w[((ky * g.window.width() + kx) * depth + c) * layer.filters() + f];
                    }
                }
            }
            expected[i] = layer.activation() instanceof Tanh ? Math.tanh(sum) : sum;
        }
        assertClose(y, expected, 1e-12, layer + " on " + input);
    }

    private static double[] conv1d(double[] x, Conv1d layer, double... w) {
        Network network = LayerRig.network(layer.withoutBias(), DataType.DOUBLE, Shape.of(x.length, 1));
        network.parameters().flat().assign(array(DataType.DOUBLE, w, w.length));
        return values(network.predict(array(DataType.DOUBLE, x, 1, x.length, 1)));
    }

    @Test
    void sameAddsTheOddZeroAtTheEnd() {
        double[] x = {1, 2, 3, 4};
        assertThat(conv1d(x, new Conv1d(1, 2).padding(Padding.SAME), 1, 10)).containsExactly(21, 32, 43, 4);
        for (int k = 1; k <= 6; k++) {
            assertThat(conv1d(x, new Conv1d(1, k).padding(Padding.SAME), new double[k]))
                    .hasSize(4);
        }
        assertThat(conv1d(
                        new double[] {1, 2, 3, 4, 5, 6, 7},
                        new Conv1d(1, 3).dilation(2).padding(Padding.SAME),
                        1,
                        10,
                        100))
                .containsExactly(310, 420, 531, 642, 753, 64, 75);
        assertThat(new Conv2d(2, 3).stride(2).padding(Padding.SAME).output(Shape.of(7, 8, 3)))
                .isEqualTo(Shape.of(4, 4, 2));
    }

    @Test
    void theWeightGradientIsASumOverImagesAndPositions() {
        Conv2d layer = new Conv2d(1, 1).weights(new Constant(1));
        LayerRig bound = LayerRig.training(LayerRig.network(layer, DataType.FLOAT, Shape.of(5, 4, 1)), 3);
        double[] ones = new double[60];
        Arrays.fill(ones, 1);
        bound.forward(array(DataType.FLOAT, ones, 3, 5, 4, 1));
        bound.backward(array(DataType.FLOAT, ones, 3, 5, 4, 1));
        assertThat(values(bound.gradient("weight"))).containsExactly(60);
        assertThat(values(bound.gradient("bias"))).containsExactly(60);
    }

    /** Work that is divided among cores, and batches of all sizes. */
    static Stream<Arguments> large() {
        return Stream.of(
                        new Conv2d(32, 3, new Relu()),
                        new Conv2d(32, 3, new Gelu()).padding(Padding.SAME).stride(2),
                        new Conv2d(32, 1, new Softmax()),
                        new Conv2d(32, 3).padding(1).groups(16),
                        new Conv2d(32, 3).padding(1).groups(4).dilation(2).withoutBias())
                .flatMap(layer -> TYPES.stream().map(type -> Arguments.of(layer, type)));
    }

    @ParameterizedTest
    @MethodSource("large")
    void aBatchIsTheSameAsItsImagesOneByOne(Conv2d layer, DataType type) {
        Shape input = Shape.of(17, 14, 16);
        Network network = LayerRig.network(layer, type, input);
        int rows = 19;
        INDArray x = array(type, rounded(uniform(rows * input.size(), -1, 1, 1), type), input.toArrayShape(rows));
        Shape output = layer.output(input);
        INDArray dy = array(type, rounded(uniform(rows * output.size(), -1, 1, 2), type), output.toArrayShape(rows));
        LayerRig together = LayerRig.training(network, rows);
        double[] y = values(together.forward(x));
        double[] dx = values(together.backward(dy));
        double[] gradients = together.gradients();
        LayerRig alone = LayerRig.training(network, 1);
        double[] sums = new double[gradients.length];
        for (int i = 0; i < rows; i++) {
            double[] one = values(alone.forward(Numbers.rows(x, i, 1)));
            assertClose(one, Arrays.copyOfRange(y, i * output.size(), (i + 1) * output.size()), 1e-6, "image " + i);
            double[] back = values(alone.backward(Numbers.rows(dy, i, 1)));
            assertClose(back, Arrays.copyOfRange(dx, i * input.size(), (i + 1) * input.size()), 1e-5, "gradient " + i);
            double[] own = alone.gradients();
            Arrays.setAll(sums, j -> sums[j] + own[j]);
        }
        assertClose(gradients, sums, type == DataType.FLOAT ? 1e-4 : 1e-11, "sums over " + rows + " images");
        assertThat(values(together.forward(x))).isEqualTo(y);
        assertThat(values(together.backward(dy))).as("the same bits again").isEqualTo(dx);
        assertThat(together.gradients()).containsExactly(gradients);
    }

    @Test
    void fansAreThoseOfAFilter() {
        Parameter kernels = new Conv2d(8, 3, 5, new Relu())
                .weights(He.normal())
                .parameters(Shape.of(9, 9, 4))
                .get(0);
        assertThat(kernels.shape()).isEqualTo(Shape.of(3, 5, 4, 8));
        assertThat(kernels.fans()).isEqualTo(new Fans(60, 120));
        assertThat(new Conv2d(8, 3).groups(4).parameters(Shape.of(9, 9, 4)).get(0))
                .isEqualTo(Parameter.weight("weight", Shape.of(3, 3, 1, 8), new Fans(9, 18), Glorot.uniform())
                        .interchange(Interchange.axes(3, 2, 0, 1)));
        assertThat(new Conv1d(8, 3).parameters(Shape.of(9, 4)).get(0).shape()).isEqualTo(Shape.of(3, 4, 8));
        assertThat(new Conv2d(8, 3).withoutBias().parameters(Shape.of(9, 9, 4))).hasSize(1);
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> Network.input(2, 2, 1).layer(new Conv2d(8, 3)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "layer 0 (Conv2d) at the input: expected an input of at least 3 x 3 for a window of 3 x 3, but"
                                + " got [2, 2, 1]: use a smaller window, or padding(Padding.SAME)");
        assertThatThrownBy(() -> new Conv2d(8, 5).padding(1).output(Shape.of(2, 4, 1)))
                .hasMessage(
                        "expected an input of at least 5 x 5 for a window of 5 x 5, padding 1, but got [2, 4, 1], which is"
                                + " 4 x 6 with its padding: use a smaller window, or padding(Padding.SAME)");
        assertThatThrownBy(() -> new Conv2d(8, 5).output(Shape.of(784)))
                .hasMessage(
                        "expected images [height, width, channels], but got [784]: put a Reshape before this layer, such"
                                + " as new Reshape(28, 28, 1)");
        assertThatThrownBy(() -> new Conv1d(8, 5).output(Shape.of(784)))
                .hasMessage(
                        "expected sequences [length, channels], but got [784]: put a Reshape before this layer, such as"
                                + " new Reshape(784, 1)");
        assertThatThrownBy(() -> new Conv2d(0, 5)).hasMessage("Conv2d: filters must be at least 1, but is 0");
        assertThatThrownBy(
                        () -> new Conv1d(1, Window.of(3, 2), 1, new Identity(), true, new Constant(0), new Constant(0)))
                .hasMessage("Conv1d: expected a window of width 1, but got 3 x 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void aNetworkOfThemIsSavedAndLoaded(String type, @TempDir Path directory) {
        Network network = Network.input(12, 10, 3)
                .layer(new Conv2d(4, 3, new Relu())
                        .stride(2, 1)
                        .padding(Padding.SAME)
                        .dilation(1, 2))
                .layer(new Conv2d(4, 3).groups(2).padding(1).withoutBias())
                .layer(new Residual(new Sequential(new Conv2d(8, 1), new Conv2d(4, 1))))
                .layer(new MaxPool(2))
                .layer(new AveragePool(3).stride(1).padding(Padding.of(1)).withoutPadding())
                .layer(new Reshape(15, 4))
                .layer(new Conv1d(6, 3, new Tanh()))
                .layer(new GlobalMaxPool())
                .layer(new Flatten())
                .layer(new Dense(2))
                .type(DataType.valueOf(type))
                .seed(3)
                .build();
        Path file = directory.resolve("images.safetensors");
        network.save(file);
        Network loaded = Network.load(file);
        assertThat(loaded.architecture()).isEqualTo(network.architecture());
        INDArray x = array(DataType.valueOf(type), rounded(uniform(5 * 360, 0, 1, 1), DataType.FLOAT), 5, 12, 10, 3);
        assertThat(values(loaded.predict(x))).isEqualTo(values(network.predict(x)));
        float[] result = new float[2];
        float[] one = Numbers.floats(Arrays.copyOf(values(x), 360));
        network.predict(one, result);
        assertClose(Numbers.doubles(result), Arrays.copyOf(values(network.predict(x)), 2), 1e-6, "alone");
        IntStream.range(0, 2).forEach(i -> assertThat(result[i]).isFinite());
    }
}
