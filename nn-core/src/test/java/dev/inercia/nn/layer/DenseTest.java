package dev.inercia.nn.layer;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.rounded;
import static dev.inercia.nn.Numbers.tolerance;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.LayerRig;
import dev.inercia.nn.Network;
import dev.inercia.nn.Numbers;
import dev.inercia.nn.Reference;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.init.Constant;
import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Glorot;
import dev.inercia.nn.init.He;
import dev.inercia.nn.init.StandardNormal;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class DenseTest {

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void valuesAndGradientsAreThoseOfTheReference(DataType type) {
        Reference reference = Reference.layers("dense").get(0);
        int rows = reference.size(0, "input", "value");
        int inputs = reference.size(1, "input", "value");
        int units = reference.size(1, "output", "value");
        Dense layer = new Dense(units);
        LayerRig bound = LayerRig.training(LayerRig.network(layer, type, Shape.of(inputs)), rows);
        // The reference's weight is [units, inputs].
        bound.parameter("weight")
                .assign(array(type, reference.numbers("parameters", "weight", "value"), units, inputs)
                        .transpose()
                        .dup());
        bound.parameter("bias").assign(array(type, reference.numbers("parameters", "bias", "value"), units));

        double[] y = values(bound.forward(array(type, reference.numbers("input", "value"), rows, inputs)));
        double[] dx = values(bound.backward(array(type, reference.numbers("outputGradient"), rows, units)));

        assertClose(y, reference.numbers("output", "value"), tolerance(type), "output");
        assertClose(dx, reference.numbers("inputGradient"), tolerance(type), "input gradient");
        assertClose(
                values(bound.gradient("weight").transpose()),
                reference.numbers("parameterGradients", "weight"),
                tolerance(type),
                "weight gradient");
        assertClose(
                values(bound.gradient("bias")),
                reference.numbers("parameterGradients", "bias"),
                tolerance(type),
                "bias gradient");
    }

    @Test
    void theWeightIsInputsByUnitsAndLiesUnitByUnit() {
        Dense layer = new Dense(3);
        Parameter weight = layer.parameters(Shape.of(2)).get(0);
        Parameter bias = layer.parameters(Shape.of(2)).get(1);
        assertThat(layer.parameters(Shape.of(2))).hasSize(2);
        assertThat(weight)
                .isEqualTo(new Parameter("weight", Shape.of(2, 3), 'f', Role.WEIGHT, new Fans(2, 3), Glorot.uniform())
                        .interchange(Interchange.axes(1, 0).features(0)));
        assertThat(bias)
                .isEqualTo(new Parameter("bias", Shape.of(3), 'c', Role.BIAS, new Fans(2, 3), Glorot.uniform()));

        Network network = LayerRig.network(layer, DataType.FLOAT, Shape.of(2));
        network.parameters().flat().assign(array(DataType.FLOAT, new double[] {1, 2, 3, 4, 5, 6, 10, 20, 30}, 9));
        INDArray y = LayerRig.predicting(network, 1).forward(array(DataType.FLOAT, new double[] {1, 100}, 1, 2));
        assertThat(values(y)).containsExactly(211, 423, 635);
    }

    @Test
    void theInputMayBeAViewAndOfAnyNumberOfRows() {
        Dense layer = new Dense(2, new Relu()).weights(new Constant(0.5)).biases(new Constant(-1));
        for (int rows : new int[] {1, 3, 500}) {
            double[] x = rounded(uniform((rows + 2) * 4, -2, 3, rows), DataType.FLOAT);
            INDArray whole = array(DataType.FLOAT, x, rows + 2, 4);
            INDArray view = Numbers.rows(whole, 1, rows);
            double[] expected = new double[rows * 2];
            for (int i = 0; i < rows; i++) {
                double sum = -1;
                for (int j = 0; j < 4; j++) {
                    sum += 0.5 * x[(i + 1) * 4 + j];
                }
                expected[2 * i] = Math.max(sum, 0);
                expected[2 * i + 1] = Math.max(sum, 0);
            }
            Network network = LayerRig.network(layer, DataType.FLOAT, Shape.of(4));
            assertClose(values(LayerRig.predicting(network, rows).forward(view)), expected, 1e-6, rows + " rows");
        }
    }

    @Test
    void theDefaultStartIsGlorotUniform() {
        assertThat(new Dense(3)).isEqualTo(new Dense(3, new Identity(), Glorot.uniform(), Glorot.uniform()));
        assertThat(new Dense(3, new Relu()).weights(He.normal()).biases(new Constant(1)))
                .isEqualTo(new Dense(3, new Relu(), He.normal(), new Constant(1)));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void allAxesButTheLastAreRows(DataType type) {
        Dense layer = new Dense(3, new Softmax()).biases(new StandardNormal());
        assertThat(layer.output(Shape.of(2, 5, 4))).isEqualTo(Shape.of(2, 5, 3));
        LayerRig sequences = LayerRig.training(LayerRig.network(layer, type, Shape.of(2, 5, 4)), 6);
        LayerRig rows = LayerRig.training(LayerRig.network(layer, type, Shape.of(4)), 60);
        double[] x = rounded(uniform(240, -1, 1, 1), type);
        double[] dy = rounded(uniform(180, -1, 1, 2), type);
        INDArray y = sequences.forward(array(type, x, 6, 2, 5, 4));
        assertThat(y.shape()).containsExactly(6, 2, 5, 3);
        assertThat(values(y)).isEqualTo(values(rows.forward(array(type, x, 60, 4))));
        INDArray dx = sequences.backward(array(type, dy, 6, 2, 5, 3));
        assertThat(dx.shape()).containsExactly(6, 2, 5, 4);
        assertThat(values(dx)).isEqualTo(values(rows.backward(array(type, dy, 60, 3))));
        assertThat(sequences.gradients()).containsExactly(rows.gradients());
    }

    @Test
    void aSingleNumberIsRefused() {
        assertThatThrownBy(() -> new Dense(3).output(Shape.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected input of shape [..., features], but got []: reshape the examples to [1]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void unitsAreAtLeastOne(int units) {
        assertThatThrownBy(() -> new Dense(units))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dense: units must be at least 1, but is " + units);
    }

    @Test
    void missingPartsAreNamed() {
        assertThatThrownBy(() -> new Dense(1, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("activation");
        assertThatThrownBy(() -> new Dense(1).weights(null)).hasMessage("weights");
        assertThatThrownBy(() -> new Dense(1).biases(null)).hasMessage("biases");
        assertThatThrownBy(() -> new Activate(null)).hasMessage("activation");
    }
}
