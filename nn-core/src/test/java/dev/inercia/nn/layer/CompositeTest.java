package dev.inercia.nn.layer;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.LayerRig;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Parallel.Join;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What layers made of layers compute, beyond what every layer promises. */
class CompositeTest {

    private static final int ROWS = 3;
    private static final Layer SAME = new Activate(new Identity());

    private static INDArray numbers(int columns, long seed) {
        return array(DataType.FLOAT, uniform(ROWS * columns, -1, 1, seed), ROWS, columns);
    }

    private static double[] times(INDArray array, double factor) {
        return Arrays.stream(values(array)).map(value -> factor * value).toArray();
    }

    private static LayerRig rig(Layer layer, int inputs) {
        return LayerRig.training(LayerRig.network(layer, DataType.FLOAT, Shape.of(inputs)), ROWS);
    }

    @Test
    void aResidualOfNothingIsItsInput() {
        Layer nothing = new Dense(4).weights(new Zeros()).biases(new Zeros());
        for (Layer layer : List.of(new Residual(nothing), new Residual(new Residual(nothing)))) {
            LayerRig bound = rig(layer, 4);
            INDArray x = numbers(4, 1);
            INDArray dy = numbers(4, 2);
            double factor = layer.equals(new Residual(nothing)) ? 1 : 2;
            assertThat(values(bound.forward(x))).containsExactly(times(x, factor));
            assertThat(values(bound.backward(dy))).containsExactly(times(dy, factor));
        }
        LayerRig twice = rig(new Residual(SAME), 4);
        assertThat(values(twice.forward(numbers(4, 1)))).containsExactly(times(numbers(4, 1), 2));
        assertThat(values(twice.backward(numbers(4, 2)))).containsExactly(times(numbers(4, 2), 2));
    }

    static Stream<Integer> widths() {
        return Stream.of(4, 40_000);
    }

    /** Also where the work is divided among cores. */
    @ParameterizedTest
    @MethodSource("widths")
    void aSumAddsOutputsAndGradients(int width) {
        LayerRig bound = rig(new Parallel(Join.SUM, SAME, SAME, SAME), width);
        float[] once = numbers(width, 1).ravel().toFloatVector();
        double[] thrice = new double[once.length];
        for (int i = 0; i < once.length; i++) {
            thrice[i] = once[i] + once[i] + once[i];
        }
        assertThat(values(bound.forward(numbers(width, 1)))).containsExactly(thrice);
        assertThat(values(bound.backward(numbers(width, 1)))).containsExactly(thrice);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void aConcatenationPutsThemSideBySide(int width) {
        LayerRig bound = rig(new Parallel(Join.CONCATENATION, SAME, new Residual(SAME)), width);
        double[] x = values(numbers(width, 1));
        double[] y = values(bound.forward(numbers(width, 1)));
        INDArray dy = numbers(2 * width, 2);
        double[] slopes = values(dy);
        double[] dx = values(bound.backward(dy));
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < width; i++) {
                int at = row * width + i;
                int left = 2 * row * width + i;
                assertThat(y[left]).isEqualTo(x[at]);
                assertThat(y[left + width]).isEqualTo(2 * x[at]);
                assertThat(dx[at]).isEqualTo((float) (slopes[left] + 2 * slopes[left + width]));
            }
        }
        assertThat(y).hasSize(2 * x.length);
    }

    @Test
    void branchesOfDifferentWidthsKeepTheirOrder() {
        Layer layer =
                new Parallel(Join.CONCATENATION, new Dense(1, new Tanh()), new Activate(new Identity()), new Dense(2));
        Network network = LayerRig.network(layer, DataType.FLOAT, Shape.of(3));
        INDArray x = numbers(3, 1);
        INDArray y = LayerRig.predicting(network, ROWS).forward(x);
        assertThat(y.shape()).containsExactly(ROWS, 6);
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < 3; i++) {
                assertThat(y.getFloat(row, 1 + i)).isEqualTo(x.getFloat(row, i));
            }
        }
        assertThat(network.parameters().segments())
                .extracting(Segment::name)
                .containsExactly("0.0.weight", "0.0.bias", "0.2.weight", "0.2.bias");
    }

    @Test
    void branchesJoinAlongTheLastAxisOfAnyShape() {
        Layer layer = new Parallel(Join.CONCATENATION, SAME, new Dense(1));
        assertThat(layer.output(Shape.of(5, 2))).isEqualTo(Shape.of(5, 3));
        INDArray x = array(DataType.FLOAT, uniform(ROWS * 10, -1, 1, 3), ROWS, 5, 2);
        INDArray y = LayerRig.predicting(LayerRig.network(layer, DataType.FLOAT, Shape.of(5, 2)), ROWS)
                .forward(x);
        assertThat(y.shape()).containsExactly(ROWS, 5, 3);
        assertThat(y.getFloat(2, 4, 1)).isEqualTo(x.getFloat(2, 4, 1));
    }

    @Test
    void aFrozenBranchIsNotComputedBack() {
        Layer branches = new Parallel(Join.SUM, new Dense(3, new Tanh()), new Dense(3), new Residual(new Dense(3)));
        Network network = Network.input(3).layer(branches).layer(new Dense(2)).build();
        INDArray targets = numbers(2, 4);
        Pass all = Pass.training(network, ROWS, new MeanSquaredError(), 1);
        Pass some = Pass.training(network, ROWS, new MeanSquaredError(), 1, name -> !name.startsWith("0.1."));
        for (Pass pass : List.of(all, some)) {
            pass.loss(numbers(3, 1), targets);
            pass.backward();
        }
        assertThat(values(some.gradients().get("0.1.weight"))).containsOnly(0);
        for (String name : List.of("0.0.weight", "0.2.body.weight", "0.2.body.bias", "1.weight")) {
            assertThat(values(some.gradients().get(name)))
                    .as(name)
                    .containsExactly(values(all.gradients().get(name)));
        }
    }

    @Test
    void activationsAreNamedAsFarAsTheyAreOne() {
        assertThat(new Residual(new Dense(3, new Relu())).activation()).isEqualTo(new Identity());
        Layer relu = new Dense(2, new Relu());
        assertThat(new Parallel(Join.CONCATENATION, relu, new Sequential(new Dense(2), relu)).activation())
                .isEqualTo(new Relu());
        assertThat(new Parallel(Join.CONCATENATION, relu, new Dense(2)).activation())
                .isEqualTo(new Identity());
        assertThat(new Parallel(Join.SUM, relu, relu).activation()).isEqualTo(new Identity());
        Layer softmax = new Dense(2, new Softmax());
        assertThat(new Parallel(Join.CONCATENATION, softmax, softmax).activation())
                .as("a softmax of each is none of all")
                .isEqualTo(new Identity());
    }

    private static void refused(Layer layer, Shape input, String message) {
        assertThatThrownBy(() -> layer.output(input))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused(
                new Residual(new Dense(4)),
                Shape.of(3),
                "expected a body that gives back the shape of its input, [3], but it gives [4]: end it with a layer of as"
                        + " many outputs");
        refused(
                new Parallel(Join.SUM, new Dense(2), new Dense(3)),
                Shape.of(3),
                "expected branches of equal output shapes, but branch 0 gives [2] and branch 1 gives [3]");
        refused(
                new Parallel(Join.CONCATENATION, SAME, new Residual(new Dense(4))),
                Shape.of(3),
                "1 (Residual): expected a body that gives back the shape of its input, [3], but it gives [4]: end it with"
                        + " a layer of as many outputs");
        refused(
                new Parallel(Join.CONCATENATION, SAME),
                Shape.of(),
                "expected branches of equal output shapes but for the last axis, but branch 0 gives [] and branch 0 gives"
                        + " []");
        assertThatThrownBy(() -> new Parallel(Join.SUM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Parallel: expected at least one branch, but got none");
    }
}
