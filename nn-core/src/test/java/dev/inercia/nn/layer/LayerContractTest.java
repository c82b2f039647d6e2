package dev.inercia.nn.layer;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.rounded;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Numbers;
import dev.inercia.nn.RecordScan;
import dev.inercia.nn.activation.Gelu;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Mish;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.init.StandardNormal;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every layer promises: a row for each. */
class LayerContractTest {

    private static final int ROWS = 5;

    /** A layer, the shape of one example, and that of its output. */
    private record Row(Layer layer, Shape input, Shape output) {

        TestBinding binding(DataType type) {
            return TestBinding.of(layer, type, ROWS, input);
        }

        double[] x(DataType type) {
            return rounded(uniform(ROWS * input.size(), -2, 2, 1), type);
        }

        double[] dy(DataType type) {
            return rounded(uniform(ROWS * output.size(), -1, 1, 2), type);
        }

        INDArray input(DataType type) {
            return array(type, x(type), input.toArrayShape(ROWS));
        }

        INDArray outputGradient(DataType type) {
            return array(type, dy(type), output.toArrayShape(ROWS));
        }

        @Override
        public String toString() {
            return layer + " on " + input;
        }
    }

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Shape four = Shape.of(4);
        rows.add(new Row(new Dense(3).biases(new StandardNormal()), four, Shape.of(3)));
        for (var activation : List.of(new Sigmoid(), new Relu(), new Gelu(), new Mish(), new Softmax())) {
            rows.add(new Row(new Dense(3, activation).biases(new StandardNormal()), four, Shape.of(3)));
        }
        rows.add(new Row(new Dense(1, new Tanh()), four, Shape.of(1)));
        rows.add(new Row(new Dense(6, new Tanh()), Shape.of(1), Shape.of(6)));
        for (var activation : List.of(new Identity(), new Relu(), new Tanh(), new Gelu(), new Softmax())) {
            rows.add(new Row(new Activate(activation), Shape.of(2, 3), Shape.of(2, 3)));
        }
        return rows;
    }

    static Stream<Arguments> rowsAndTypes() {
        return rows().stream()
                .flatMap(row -> Stream.of(DataType.FLOAT, DataType.DOUBLE).map(type -> Arguments.of(row, type)));
    }

    @Test
    void everyLayerHasARow() {
        assertThat(rows().stream()
                        .map(row -> row.layer.getClass().getSimpleName())
                        .collect(Collectors.toSet()))
                .isEqualTo(RecordScan.implementationsOf(Layer.class));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theInputGradientIsTheCentralDifference(Row row) {
        Layer.Bound bound = row.layer.bind(row.binding(DataType.DOUBLE));
        bound.forward(row.input(DataType.DOUBLE));
        double[] dx = values(bound.backward(row.outputGradient(DataType.DOUBLE)));

        assertClose(
                dx,
                Numbers.centralDifferences(
                        row.x(DataType.DOUBLE),
                        moved -> Numbers.dot(
                                row.dy(DataType.DOUBLE),
                                values(bound.forward(array(DataType.DOUBLE, moved, row.input.toArrayShape(ROWS)))))),
                1e-8,
                "input gradient");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyParameterGradientIsTheCentralDifference(Row row) {
        TestBinding binding = row.binding(DataType.DOUBLE);
        Layer.Bound bound = row.layer.bind(binding);
        INDArray x = row.input(DataType.DOUBLE);
        bound.forward(x);
        bound.backward(row.outputGradient(DataType.DOUBLE));
        for (Segment segment : binding.parameters().segments()) {
            INDArray parameter = binding.parameter(segment.name());
            double[] start = values(parameter);
            double[] slopes = Numbers.centralDifferences(start, moved -> {
                parameter.assign(array(DataType.DOUBLE, moved, parameter.shape()));
                return Numbers.dot(row.dy(DataType.DOUBLE), values(bound.forward(x)));
            });
            parameter.assign(array(DataType.DOUBLE, start, parameter.shape()));
            assertClose(values(binding.gradient(segment.name())), slopes, 1e-8, "gradient of " + segment.name());
        }
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void shapesAreAsAnnouncedAndInputsAreOnlyRead(Row row, DataType type) {
        TestBinding binding = row.binding(type);
        double[] parameters = row.layer.parameters(row.input).isEmpty()
                ? new double[0]
                : values(binding.parameters().flat());
        Layer.Bound bound = row.layer.bind(binding);
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
        assertThat(values(x)).as("x").containsExactly(row.x(type));
        assertThat(values(dy)).as("dy").containsExactly(row.dy(type));
        assertThat(values(y)).as("y, after backward").containsExactly(outputs);
        if (parameters.length > 0) {
            assertThat(values(binding.parameters().flat())).as("parameters").containsExactly(parameters);
        }
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void theSameAgainGivesTheSameBits(Row row, DataType type) {
        TestBinding binding = row.binding(type);
        Layer.Bound bound = row.layer.bind(binding);
        INDArray x = row.input(type);
        INDArray dy = row.outputGradient(type);
        double[] y = values(bound.forward(x));
        double[] dx = values(bound.backward(dy));
        double[] gradients = gradients(binding);

        bound.forward(array(type, uniform(ROWS * row.input.size(), -9, 9, 7), row.input.toArrayShape(ROWS)));
        bound.backward(array(type, uniform(ROWS * row.output.size(), -9, 9, 8), row.output.toArrayShape(ROWS)));

        assertThat(values(bound.forward(x.dup()))).containsExactly(y);
        assertThat(values(bound.backward(dy.dup()))).containsExactly(dx);
        assertThat(gradients(binding))
                .as("gradients, overwritten and not added to")
                .containsExactly(gradients);
        assertThat(values(row.layer.bind(row.binding(type).predicting()).forward(x)))
                .as("prediction")
                .containsExactly(y);
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void whatNobodyWantsIsNotComputed(Row row, DataType type) {
        TestBinding all = row.binding(type);
        Layer.Bound everything = row.layer.bind(all);
        everything.forward(row.input(type));
        double[] dx = values(everything.backward(row.outputGradient(type)));

        TestBinding lowest = row.binding(type).wanting(false, true);
        Layer.Bound bound = row.layer.bind(lowest);
        bound.forward(row.input(type));
        assertThat(bound.backward(row.outputGradient(type))).isNull();
        assertThat(gradients(lowest)).containsExactly(gradients(all));

        TestBinding frozen = row.binding(type).wanting(true, false);
        bound = row.layer.bind(frozen);
        bound.forward(row.input(type));
        assertThat(values(bound.backward(row.outputGradient(type)))).containsExactly(dx);
        assertThat(Arrays.stream(gradients(frozen)).distinct())
                .as("as they were")
                .isSubsetOf(99.0);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void floatIsCloseToDouble(Row row) {
        TestBinding inFloat = row.binding(DataType.FLOAT);
        TestBinding inDouble = row.binding(DataType.DOUBLE);
        Layer.Bound floats = row.layer.bind(inFloat);
        Layer.Bound doubles = row.layer.bind(inDouble);
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
        assertClose(gradients(inFloat), gradients(inDouble), 1e-5, "parameter gradients");
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void updatesOfParametersShowAtOnce(Row row, DataType type) {
        TestBinding binding = row.binding(type);
        Layer.Bound bound = row.layer.bind(binding);
        double[] y = values(bound.forward(row.input(type)));
        if (!binding.parameters().flat().isEmpty()) {
            binding.parameters().flat().muli(1.5);
            assertThat(values(bound.forward(row.input(type)))).isNotEqualTo(y);
            assertThat(values(row.layer.bind(binding).forward(row.input(type))))
                    .containsExactly(values(bound.forward(row.input(type))));
        }
    }

    private static double[] gradients(TestBinding binding) {
        return binding.gradients().flat().isEmpty()
                ? new double[0]
                : values(binding.gradients().flat());
    }
}
