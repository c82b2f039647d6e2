package dev.inercia.nn.layer;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.rounded;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.GradientCheck;
import dev.inercia.nn.LayerRig;
import dev.inercia.nn.Network;
import dev.inercia.nn.RecordScan;
import dev.inercia.nn.RunningMean;
import dev.inercia.nn.Thinned;
import dev.inercia.nn.activation.Gelu;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Mish;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.init.StandardNormal;
import dev.inercia.nn.layer.Parallel.Join;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every layer promises: a row for each, and rows for layers within layers. */
class LayerContractTest {

    private static final int ROWS = 5;

    /** A layer, the shape of one example, and that of its output. */
    private record Row(Layer layer, Shape input, Shape output) {

        Network network(DataType type) {
            return LayerRig.network(layer, type, input);
        }

        INDArray input(DataType type) {
            return array(type, rounded(uniform(ROWS * input.size(), -2, 2, 1), type), input.toArrayShape(ROWS));
        }

        INDArray outputGradient(DataType type) {
            return array(type, rounded(uniform(ROWS * output.size(), -1, 1, 2), type), output.toArrayShape(ROWS));
        }

        boolean isRandom() {
            return layer.toString().matches(".*(Thinned|Dropout).*");
        }

        /** Whether it normalises by batches, but in predictions and while frozen by running averages. */
        boolean isNormalisedByBatch() {
            return layer.toString().contains("BatchNorm");
        }

        @Override
        public String toString() {
            return layer + " on " + input;
        }
    }

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Shape four = Shape.of(4);
        rows.add(new Row(dense(3, new Identity()), four, Shape.of(3)));
        for (var activation : List.of(new Sigmoid(), new Relu(), new Gelu(), new Mish(), new Softmax())) {
            rows.add(new Row(dense(3, activation), four, Shape.of(3)));
        }
        rows.add(new Row(new Dense(1, new Tanh()), four, Shape.of(1)));
        rows.add(new Row(new Dense(6, new Tanh()), Shape.of(1), Shape.of(6)));
        for (var activation : List.of(new Identity(), new Relu(), new Tanh(), new Gelu(), new Softmax())) {
            rows.add(new Row(new Activate(activation), Shape.of(2, 3), Shape.of(2, 3)));
        }
        rows.add(new Row(dense(3, new Softmax()), Shape.of(2, 4), Shape.of(2, 3)));
        rows.add(new Row(new Activate(new Tanh()), Shape.of(), Shape.of()));
        Layer deep = new Sequential(dense(3, new Tanh()), new Activate(new Gelu()), dense(4, new Identity()));
        rows.add(new Row(deep, four, four));
        rows.add(new Row(new Residual(deep), four, four));
        rows.add(new Row(new Residual(new Residual(deep)), four, four));
        rows.add(new Row(new Parallel(Join.SUM, deep, new Residual(deep), new Activate(new Identity())), four, four));
        rows.add(new Row(
                new Parallel(Join.CONCATENATION, dense(1, new Tanh()), deep, dense(2, new Relu())), four, Shape.of(7)));
        Layer two = new Sequential(new Activate(new Tanh()), new Activate(new Softmax()));
        rows.add(new Row(new Parallel(Join.SUM, two, two), Shape.of(2, 3), Shape.of(2, 3)));
        rows.add(new Row(new Parallel(Join.CONCATENATION, two, new Residual(two)), Shape.of(2, 3), Shape.of(2, 6)));
        Layer keeping = new Sequential(dense(4, new Tanh()), new RunningMean(), new Thinned(0.6));
        rows.add(new Row(new RunningMean(), four, four));
        rows.add(new Row(new Thinned(0.6), four, four));
        rows.add(new Row(new Residual(new Parallel(Join.SUM, keeping, keeping)), four, four));
        double[] three = {0.5, -2, 100};
        double[] above = {3, 0.25, 101};
        for (Shape shape : List.of(Shape.of(3), Shape.of(4, 3))) {
            rows.add(new Row(new Standardize(three, above), shape, shape));
            rows.add(new Row(new MinMax(three, above), shape, shape));
        }
        Shape image = Shape.of(5, 4, 3);
        rows.add(new Row(new MaxPool(2), image, Shape.of(2, 2, 3)));
        rows.add(new Row(new MaxPool(3, 2).stride(1, 2).padding(Padding.of(1)), image, Shape.of(5, 3, 3)));
        rows.add(new Row(new AveragePool(2), image, Shape.of(2, 2, 3)));
        rows.add(new Row(new MaxPool(1, 2).stride(2, 3), Shape.of(6, 7, 2), Shape.of(3, 2, 2)));
        rows.add(new Row(new AveragePool(2, 1).stride(3, 2), Shape.of(7, 4, 2), Shape.of(2, 2, 2)));
        rows.add(
                new Row(new AveragePool(3).stride(2).padding(Padding.SAME).withoutPadding(), image, Shape.of(3, 2, 3)));
        rows.add(new Row(new AveragePool(2), Shape.of(5, 3), Shape.of(2, 3)));
        rows.add(new Row(new GlobalMaxPool(), image, Shape.of(3)));
        rows.add(new Row(new GlobalAveragePool(), image, Shape.of(3)));
        for (var activation : List.of(new Identity(), new Relu(), new Gelu(), new Softmax())) {
            rows.add(new Row(new Conv2d(2, 3, activation).biases(new StandardNormal()), image, Shape.of(3, 2, 2)));
        }
        rows.add(
                new Row(new Conv2d(2, 3, 2, new Tanh()).padding(1).stride(2, 1), Shape.of(5, 4, 9), Shape.of(3, 5, 2)));
        rows.add(new Row(new Conv2d(6, 3).groups(3).padding(Padding.SAME), image, Shape.of(5, 4, 6)));
        rows.add(new Row(new Conv2d(4, 2).groups(2).dilation(2).withoutBias(), Shape.of(5, 4, 2), Shape.of(3, 2, 4)));
        rows.add(new Row(new Conv2d(4, 1, new Tanh()), image, Shape.of(5, 4, 4)));
        rows.add(new Row(new Conv1d(4, 3).padding(Padding.SAME), Shape.of(5, 3), Shape.of(5, 4)));
        Layer block = new Sequential(new Conv2d(3, 3, new Tanh()).padding(1), new Conv2d(3, 3).padding(1));
        rows.add(new Row(new Residual(block), image, image));
        rows.add(new Row(
                new Sequential(new Conv2d(4, 3).padding(1), new MaxPool(2), new Flatten(), new Dense(2)),
                image,
                Shape.of(2)));
        for (Shape shape : List.of(Shape.of(4), Shape.of(2, 4), Shape.of(2, 3, 4))) {
            rows.add(new Row(new BatchNorm(), shape, shape));
            rows.add(new Row(new LayerNorm(), shape, shape));
            rows.add(new Row(new GroupNorm(2), shape, shape));
            rows.add(new Row(new Dropout(0.4), shape, shape));
            rows.add(new Row(new ChannelDropout(0.4), shape, shape));
        }
        rows.add(new Row(new LayerNorm(3), image, image));
        rows.add(new Row(new Dropout(0), four, four));
        rows.add(new Row(new Dropout(1), four, four));
        Layer normed = new Sequential(
                new Conv2d(3, 3).padding(1).withoutBias(), new BatchNorm(), new Activate(new Tanh()), new Dropout(0.3));
        rows.add(new Row(new Residual(new Sequential(normed, normed)), image, image));
        rows.add(new Row(new Flatten(), image, Shape.of(60)));
        rows.add(new Row(new Reshape(3, 20), image, Shape.of(3, 20)));
        return rows;
    }

    private static Dense dense(int units, dev.inercia.nn.activation.Activation activation) {
        return new Dense(units, activation).biases(new StandardNormal());
    }

    static Stream<Arguments> rowsAndTypes() {
        return rows().stream()
                .flatMap(row -> Stream.of(DataType.FLOAT, DataType.DOUBLE).map(type -> Arguments.of(row, type)));
    }

    @Test
    void everyLayerHasARow() {
        Set<String> shown =
                rows().stream().map(row -> row.layer.getClass().getSimpleName()).collect(Collectors.toSet());
        assertThat(shown).containsAll(RecordScan.implementationsOf(Layer.class));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void gradientsAreCentralDifferences(Row row) {
        GradientCheck.of(row.layer, row.input.dimensions()).tolerance(1e-8).verify();
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void shapesAreAsAnnouncedAndInputsAreOnlyRead(Row row, DataType type) {
        Network network = row.network(type);
        Parameters before = network.parameters().copy();
        LayerRig bound = LayerRig.training(network, ROWS);
        INDArray x = row.input(type);
        INDArray dy = row.outputGradient(type);

        INDArray y = bound.forward(x);
        double[] outputs = values(y);
        INDArray dx = bound.backward(dy);

        assertThat(row.layer.output(row.input)).isEqualTo(row.output);
        assertThat(y.shape()).containsExactly(row.output.toArrayShape(ROWS));
        assertThat(y.dataType()).isEqualTo(type);
        assertThat(dx.shape()).containsExactly(row.input.toArrayShape(ROWS));
        assertThat(dx.dataType()).isEqualTo(type);
        assertThat(values(x)).as("x").isEqualTo(values(row.input(type)));
        assertThat(values(dy)).as("dy").isEqualTo(values(row.outputGradient(type)));
        assertThat(values(y)).as("y, after backward").isEqualTo(outputs);
        assertThat(flat(network.parameters())).as("parameters").containsExactly(flat(before));
        assertThat(buffers(network.parameters())).as("buffers").containsExactly(buffers(before));
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void theSameAgainGivesTheSameBits(Row row, DataType type) {
        LayerRig bound = LayerRig.training(row.network(type), ROWS);
        INDArray x = row.input(type);
        INDArray dy = row.outputGradient(type);
        double[] y = values(bound.forward(x));
        double[] dx = values(bound.backward(dy));
        double[] gradients = bound.gradients();

        bound.forward(array(type, uniform(ROWS * row.input.size(), -9, 9, 7), row.input.toArrayShape(ROWS)));
        bound.backward(array(type, uniform(ROWS * row.output.size(), -9, 9, 8), row.output.toArrayShape(ROWS)));

        assertThat(values(bound.forward(x.dup()))).isEqualTo(y);
        assertThat(values(bound.backward(dy.dup()))).isEqualTo(dx);
        assertThat(bound.gradients())
                .as("gradients, overwritten and not added to")
                .containsExactly(gradients);
        if (!row.isRandom() && !row.isNormalisedByBatch()) {
            assertThat(values(LayerRig.predicting(row.network(type), ROWS).forward(x)))
                    .as("prediction")
                    .isEqualTo(y);
        }
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void whatNobodyWantsIsNotComputed(Row row, DataType type) {
        Network network = row.network(type);
        LayerRig all = LayerRig.training(network, ROWS);
        all.forward(row.input(type));
        double[] dx = values(all.backward(row.outputGradient(type)));

        LayerRig lowest = LayerRig.training(network, ROWS, false, name -> true);
        lowest.forward(row.input(type));
        assertThat(lowest.backward(row.outputGradient(type))).isNull();
        assertThat(lowest.gradients()).containsExactly(all.gradients());

        LayerRig frozen = LayerRig.training(network, ROWS, true, name -> false);
        frozen.forward(row.input(type));
        double[] frozenDx = values(frozen.backward(row.outputGradient(type)));
        if (!row.isNormalisedByBatch()) {
            assertThat(frozenDx).containsExactly(dx);
        }
        assertThat(Arrays.stream(frozen.gradients()).distinct())
                .as("as they were")
                .isSubsetOf(99.0);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void floatIsCloseToDouble(Row row) {
        LayerRig floats = LayerRig.training(row.network(DataType.FLOAT), ROWS);
        LayerRig doubles = LayerRig.training(row.network(DataType.DOUBLE), ROWS);
        assertClose(
                values(floats.forward(row.input(DataType.FLOAT))),
                values(doubles.forward(row.input(DataType.DOUBLE))),
                1e-5,
                "output");
        assertClose(
                values(floats.backward(row.outputGradient(DataType.FLOAT))),
                values(doubles.backward(row.outputGradient(DataType.DOUBLE))),
                1e-5,
                "input gradient");
        assertClose(floats.gradients(), doubles.gradients(), 1e-5, "parameter gradients");
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void updatesOfParametersShowAtOnce(Row row, DataType type) {
        Network network = row.network(type);
        LayerRig bound = LayerRig.training(network, ROWS);
        double[] y = values(bound.forward(row.input(type)));
        if (!network.parameters().flat().isEmpty()) {
            network.parameters().flat().muli(1.5);
            assertThat(values(bound.forward(row.input(type)))).isNotEqualTo(y);
            assertThat(values(LayerRig.training(network, ROWS).forward(row.input(type))))
                    .isEqualTo(values(bound.forward(row.input(type))));
        }
    }

    private static double[] flat(Parameters parameters) {
        return parameters.flat().isEmpty() ? new double[0] : values(parameters.flat());
    }

    private static double[] buffers(Parameters parameters) {
        return parameters.buffers().isEmpty() ? new double[0] : values(parameters.buffers());
    }
}
