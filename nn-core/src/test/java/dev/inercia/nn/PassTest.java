package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.loss.Quadratic;
import dev.inercia.nn.loss.SigmoidBinaryCrossEntropy;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a pass asks of its layers and of whoever calls it. Gradients are in {@link PassGradientTest}. */
class PassTest {

    private static final INDArray X = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}, {5, 6}});
    private static final INDArray Y = Nd4j.createFromArray(0f, 1f, 0f);

    /** Passes on what it is given, by way of two functions; notes what it was told when it was bound. */
    private record Probe(List<Boolean> wantsInputGradient, UnaryOperator<INDArray> up, UnaryOperator<INDArray> down)
            implements Layer {

        Probe(UnaryOperator<INDArray> up, UnaryOperator<INDArray> down) {
            this(new ArrayList<>(), up, down);
        }

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Bound bind(Binding binding) {
            wantsInputGradient.add(binding.wantsInputGradient());
            return new Bound() {

                @Override
                public INDArray forward(INDArray x) {
                    return up.apply(x);
                }

                @Override
                public INDArray backward(INDArray dy) {
                    return down.apply(dy);
                }
            };
        }
    }

    private static Network network(Layer... layers) {
        NetworkBuilder builder = Network.input(2);
        for (Layer layer : layers) {
            builder.layer(layer);
        }
        return builder.output(new Softmax()).build();
    }

    private static Pass training(Network network) {
        return Pass.training(network, 3, new SoftmaxCrossEntropy(), 1);
    }

    private static void step(Pass pass) {
        pass.loss(X, Y);
        pass.backward();
    }

    private static void refused(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void doesNotAskForInputGradientsThatNobodyWants() {
        UnaryOperator<INDArray> same = a -> a;
        UnaryOperator<INDArray> never = dy -> {
            throw new AssertionError("backward of a layer below all parameters");
        };
        Probe below = new Probe(same, never);
        Probe above = new Probe(same, same);
        Network network = network(below, new Dense(2, new Sigmoid()), above, new Dense(2));
        Pass pass = training(network);
        step(pass);
        assertThat(below.wantsInputGradient()).containsExactly(false);
        assertThat(above.wantsInputGradient()).containsExactly(true);
        Pass.predicting(network, 3).predict(X);
        assertThat(above.wantsInputGradient()).containsExactly(true, false);
        assertThat(pass.gradients().flat().norm2Number().doubleValue()).isPositive();
    }

    @Test
    void takesLayersWhoseArraysLieInAnyOrderAndType() {
        UnaryOperator<INDArray> odd = a -> a.castTo(DataType.DOUBLE).dup('f');
        Network plain = network(new Dense(2, new Sigmoid()), new Activate(new Identity()), new Dense(2));
        Network oddOne = network(new Dense(2, new Sigmoid()), new Probe(odd, odd), new Dense(2));
        Pass expected = training(plain);
        Pass pass = training(oddOne);
        for (int i = 0; i < 3; i++) {
            step(expected);
            step(pass);
            assertThat(pass.gradients().flat().toFloatVector())
                    .isEqualTo(expected.gradients().flat().toFloatVector());
            plain.parameters().flat().muli(1.5);
            oddOne.parameters().flat().muli(1.5);
        }
    }

    @Test
    void takesInputOfAnyLayout() {
        Network network = network(new Dense(2));
        Pass pass = Pass.predicting(network, 3);
        float[][] expected = pass.predict(X).toFloatMatrix();
        assertThat(pass.predict(X.dup('f')).toFloatMatrix()).isEqualTo(expected);
        assertThat(pass.predict(Nd4j.concat(1, X, X).getColumns(0, 1)).toFloatMatrix())
                .isEqualTo(expected);
    }

    @Test
    void saysWhichLayerGaveAnotherShape() {
        UnaryOperator<INDArray> same = a -> a;
        UnaryOperator<INDArray> narrow = a -> a.getColumns(0);
        refused(
                () -> step(training(network(new Dense(2), new Probe(narrow, same), new Dense(2)))),
                "Expected [3, 2] at the output of layer 1 (Probe), but got [3, 1]");
        refused(
                () -> step(training(network(new Dense(2), new Probe(same, narrow), new Dense(2)))),
                "Expected [3, 2] at the input gradient of layer 1 (Probe), but got [3, 1]");
        refused(
                () -> step(training(network(new Dense(2), new Probe(same, dy -> null), new Dense(2)))),
                "Expected [3, 2] at the input gradient of layer 1 (Probe), but got null");
        refused(
                () -> step(training(network(new Dense(2), new Probe(x -> null, same), new Dense(2)))),
                "Expected [3, 2] at the output of layer 1 (Probe), but got null");
    }

    @Test
    void refusesOtherInput() {
        Pass pass = training(network(new Dense(2)));
        refused(
                () -> pass.predict(Nd4j.zeros(3, 4)),
                "Expected [3, 2] at the input of layer 0 (Dense), but got [3, 4]");
        refused(
                () -> pass.loss(Nd4j.zeros(2, 2), Y),
                "Expected [3, 2] at the input of layer 0 (Dense), but got [2, 2]");
        refused(
                () -> pass.predict(X.castTo(DataType.DOUBLE)),
                "Expected FLOAT at the input of layer 0 (Dense), but got DOUBLE: convert it with castTo");
        refused(() -> Pass.predicting(network(new Dense(2)), 0), "A pass has at least 1 row, but got 0");
    }

    private static final String MEND = ": convert them with castTo, or reshape them";

    @Test
    void refusesOtherTargets() {
        Pass pass = training(network(new Dense(2)));
        String expected = "SoftmaxCrossEntropy[labelSmoothing=0.0]: expected targets as FLOAT class indices [3] or"
                + " values [3, 2], but got ";
        refused(() -> pass.loss(X, Nd4j.createFromArray(0f, 1f)), expected + "FLOAT [2]" + MEND);
        refused(() -> pass.loss(X, Nd4j.zeros(3, 3)), expected + "FLOAT [3, 3]" + MEND);
        refused(() -> pass.loss(X, Y.castTo(DataType.DOUBLE)), expected + "DOUBLE [3]" + MEND);
        refused(
                () -> pass.loss(X, Nd4j.createFromArray(0f, 2f, 0f)),
                "SoftmaxCrossEntropy[labelSmoothing=0.0]: class index 2.0 of row 1 is out of range: with 2 outputs"
                        + " expected 0 to 1");
    }

    @Test
    void refusesALossFusedWithAnotherOutput() {
        Network sigmoid =
                Network.input(2).layer(new Dense(2)).output(new Sigmoid()).build();
        refused(
                () -> training(sigmoid),
                "SoftmaxCrossEntropy[labelSmoothing=0.0] needs a network whose output activation is Softmax[], but this"
                        + " one's is Sigmoid[]: build the network with .output(new Softmax())");
        Network none = Network.input(2).layer(new Dense(2)).build();
        refused(
                () -> Pass.evaluating(none, 3, new SigmoidBinaryCrossEntropy()),
                "SigmoidBinaryCrossEntropy[] needs a network whose output activation is Sigmoid[], but this one's is"
                        + " Identity[]: build the network with .output(new Sigmoid())");
        assertThat(Pass.evaluating(none, 3, new Quadratic()).loss(X, Y)).isNotNaN();
    }

    @Test
    void saysWhatItWasNotMadeFor() {
        Network network = network(new Dense(2));
        Pass predicting = Pass.predicting(network, 3);
        assertThatThrownBy(() -> predicting.loss(X, Y))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This pass only predicts: make it with Pass.evaluating or Pass.training");
        Pass evaluating = Pass.evaluating(network, 3, new SoftmaxCrossEntropy());
        evaluating.loss(X, Y);
        assertThatThrownBy(evaluating::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This pass has no gradients: make it with Pass.training");
        assertThat(evaluating.gradients()).isNull();
    }

    @Test
    void aPredictionInBetweenIsNoLossToGoBackFrom() {
        Pass pass = Pass.training(network(new Dense(2)), 3, new SoftmaxCrossEntropy(), 0);
        String expected = "This pass has predicted since its last loss: call loss(x, targets) again before backward()";
        pass.predict(X);
        assertThatThrownBy(pass::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(expected);
        pass.loss(X, Y);
        pass.backward();
        pass.predict(X);
        assertThatThrownBy(pass::backward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(expected);
    }

    @Test
    void namesTheFirstPlaceThatIsNotFinite() {
        Network network = network(new Dense(2, new Relu()), new Dense(2), new Dense(2));
        Pass pass = training(network);
        step(pass);
        assertThat(pass.firstNonFinite()).isEmpty();
        pass.gradients().get("0.bias").putScalar(1, Float.NaN);
        assertThat(pass.firstNonFinite()).hasValue("the gradient of 0.bias of layer 0 (Dense)");
        pass.gradients().get("1.weight").putScalar(0, Float.POSITIVE_INFINITY);
        assertThat(pass.firstNonFinite()).hasValue("the gradient of 1.weight of layer 1 (Dense)");
        network.parameters().get("1.bias").assign(Float.NaN);
        step(pass);
        assertThat(pass.firstNonFinite()).hasValue("the output of layer 1 (Dense)");
        pass.predict(Nd4j.valueArrayOf(new long[] {3, 2}, Float.NaN, DataType.FLOAT));
        assertThat(pass.firstNonFinite()).hasValue("the input");
    }

    @Test
    void keepsBuffersOutOfTheFlatVector() {
        Network network = network(new Dense(2), new RunningMean(), new Dense(2));
        assertThat(network.parameters().size()).isEqualTo(12);
        assertThat(network.parameters().buffers().length()).isEqualTo(2);
        network.parameters().get("0.weight").assign(0);
        network.parameters().get("0.bias").assign(8);
        Pass pass = training(network);
        step(pass);
        assertThat(network.parameters().get("1.mean").toFloatVector()).containsExactly(4, 4);
        assertThat(pass.gradients().flat().length()).isEqualTo(12);
        Network copy = network.copy();
        network.predict(X);
        assertThat(network.parameters().buffers().toFloatVector())
                .as("predicting does not train")
                .containsExactly(4, 4);
        step(pass);
        assertThat(network.parameters().buffers().toFloatVector()).containsExactly(6, 6);
        assertThat(copy.parameters().buffers().toFloatVector()).containsExactly(4, 4);
    }
}
