package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Child;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers within layers: names, shapes, what is computed for them, and what is refused. */
class NestingTest {

    private static final INDArray X = Nd4j.createFromArray(new float[][] {{0.5f, -1}, {2, 0.25f}, {-0.5f, 1.5f}});
    private static final INDArray Y = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {0.5f, 0.5f}});

    /** Children of any names, bound in any way. */
    private record Composite(List<Child> declared, BiFunction<Composite, Binding, Bound> binding) implements Layer {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public List<Child> children(Shape input) {
            return declared;
        }

        @Override
        public Bound bind(Binding told) {
            return binding.apply(this, told);
        }
    }

    /** Hands on what it is given, by way of a function each; notes the backward calls. */
    private record Probe(List<String> told, UnaryOperator<INDArray> up, UnaryOperator<INDArray> down) implements Layer {

        static Probe same() {
            return new Probe(new ArrayList<>(), x -> x, dy -> dy);
        }

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Bound bind(Binding binding) {
            told.add(binding.wantsInputGradient() ? "wants dx" : "no dx");
            return new Bound() {

                @Override
                public INDArray forward(INDArray x) {
                    return up.apply(x);
                }

                @Override
                public INDArray backward(INDArray dy) {
                    told.add("backward");
                    return down.apply(dy);
                }
            };
        }
    }

    private static Network network(Layer... layers) {
        return Network.of(
                new Architecture(
                        Shape.of(2), new Sequential(layers), new dev.inercia.nn.activation.Identity(), DataType.FLOAT),
                3);
    }

    private static Pass step(Network network, String frozen) {
        Pass pass = Pass.training(network, 3, new MeanSquaredError(), 1, name -> !name.matches(frozen));
        pass.loss(X, Y);
        pass.backward();
        return pass;
    }

    private static void refused(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void namesArePaths() {
        Network network = network(
                new Dense(2), new Sequential(new Dense(3), new Sequential(new Activate(new Relu()), new Dense(2))));
        assertThat(network.parameters().segments())
                .extracting(Segment::name)
                .containsExactly("0.weight", "0.bias", "1.0.weight", "1.0.bias", "1.1.1.weight", "1.1.1.bias");
        assertThat(network.parameters().segments()).extracting(Segment::layer).containsExactly(0, 0, 1, 1, 1, 1);
        assertThat(network.parameters().segments().get(4).layerPath()).isEqualTo("1.1.1");
        Architecture architecture = network.architecture();
        assertThat(architecture.layerName(1)).isEqualTo("layer 1 (Sequential)");
        assertThat(architecture.layerName("1")).isEqualTo("layer 1 (Sequential)");
        assertThat(architecture.layerName("1.1.1")).isEqualTo("layer 1 (Sequential) 1.1 (Dense)");
        refused(
                () -> architecture.layerName("1.2"),
                "There is no layer '1.2'; there are [0, 1, 1.0, 1.1, 1.1.0, 1.1.1]");
    }

    @Test
    void nestingChangesNoBits() {
        Network flat = network(new Dense(3, new Tanh()), new Dense(4, new Sigmoid()), new Dense(2));
        Network nested = network(
                new Sequential(new Dense(3, new Tanh()), new Sequential(new Dense(4, new Sigmoid()))),
                new Sequential(new Dense(2)));
        assertThat(nested.parameters().flat().toFloatVector())
                .isEqualTo(flat.parameters().flat().toFloatVector());
        assertThat(step(nested, "").gradients().flat().toFloatVector())
                .isEqualTo(step(flat, "").gradients().flat().toFloatVector());
        assertThat(nested.predict(X).toFloatMatrix()).isEqualTo(flat.predict(X).toFloatMatrix());
    }

    @Test
    void anActivationIsTheLastLayersOne() {
        Architecture architecture = network(
                        new Sequential(new Dense(2), new Sequential(new Activate(new Tanh()))), new Dense(2))
                .architecture();
        assertThat(architecture.activation(0)).isEqualTo(new Tanh());
    }

    @Test
    void theSummaryIndentsThem() {
        Network network = network(
                new Dense(4, new Tanh()), new Sequential(new Dense(3), new Sequential(new Dense(2, new Relu()))));
        assertThat(network.summary()).isEqualTo("""
                        layer             output  parameters  memory
                        input             [2]
                        0 Dense Tanh      [4]             12    48 B
                        1 Sequential      [2]             23    92 B
                          0 Dense         [3]             15    60 B
                          1 Sequential    [2]              8    32 B
                            0 Dense Relu  [2]              8    32 B
                        output Identity   [2]
                        total             FLOAT           35   140 B
                        training needs about 72 B for each example of a batch""");
    }

    @Test
    void nothingBelowTheLowestTrainedChildIsComputed() {
        Probe lowest = Probe.same();
        Probe within = Probe.same();
        Probe above = Probe.same();
        Network network = network(
                lowest,
                new Sequential(new Dense(2), within, new Sequential(new Dense(2), above, new Dense(2))),
                new Dense(2));
        float[] all = step(network, "").gradients().flat().toFloatVector();
        assertThat(lowest.told()).containsExactly("no dx");
        assertThat(within.told()).containsExactly("wants dx", "backward");
        assertThat(above.told()).containsExactly("wants dx", "backward");

        Pass frozen = step(network, "(1\\.0|1\\.2\\.0)\\..*");
        assertThat(within.told()).endsWith("no dx");
        assertThat(above.told()).endsWith("no dx");
        float[] some = frozen.gradients().flat().toFloatVector();
        for (int i = 0; i < some.length; i++) {
            String name = network.parameters().nameAt(i);
            assertThat(some[i]).as(name).isEqualTo(name.matches("(1\\.0|1\\.2\\.0)\\..*") ? 0 : all[i]);
        }

        step(network, "1\\..*");
        assertThat(within.told()).endsWith("no dx", "no dx");
        assertThat(above.told()).containsExactly("wants dx", "backward", "no dx", "no dx");
    }

    @Test
    void aChildAboveSomethingTrainedIsAskedForItsInputGradient() {
        Child first = new Child("first", new Dense(2), Shape.of(2));
        Probe probe = Probe.same();
        Child second = new Child("second", probe, Shape.of(2));
        Composite composite =
                new Composite(List.of(first, second), (layer, binding) -> binding.chain("first", "second"));
        step(network(composite, new Dense(2)), "");
        step(network(composite, new Dense(2)), "0\\..*");
        assertThat(probe.told()).containsExactly("wants dx", "backward", "no dx");
    }

    @Test
    void arraysOfAnyLayoutAndTypeFlowBetweenThem() {
        UnaryOperator<INDArray> odd = a -> a.castTo(DataType.DOUBLE).dup('f');
        Child one = new Child("one", new Dense(2, new Tanh()), Shape.of(2));
        Composite composite = new Composite(List.of(one), (layer, binding) -> {
            Layer.Bound bound = binding.bind("one");
            return new Layer.Bound() {

                @Override
                public INDArray forward(INDArray x) {
                    return odd.apply(bound.forward(odd.apply(x)));
                }

                @Override
                public INDArray backward(INDArray dy) {
                    return odd.apply(bound.backward(odd.apply(dy)));
                }
            };
        });
        Pass expected = step(network(new Dense(2), new Dense(2, new Tanh()), new Dense(2)), "");
        Pass pass = step(network(new Dense(2), new Sequential(composite), new Dense(2)), "");
        assertThat(pass.gradients().flat().toFloatVector())
                .isEqualTo(expected.gradients().flat().toFloatVector());
        assertThat(pass.output("1.0.one").toFloatMatrix())
                .isEqualTo(expected.output(1).toFloatMatrix());
        refused(() -> pass.output("1.0.two"), "There is no layer '1.0.two'; there are [0, 1, 1.0, 1.0.one, 2]");
    }

    @Test
    void saysWhichOneGaveAnotherShape() {
        UnaryOperator<INDArray> same = a -> a;
        UnaryOperator<INDArray> narrow = a -> a.getColumns(0);
        refused(
                () -> step(network(new Dense(2), within(new Probe(new ArrayList<>(), narrow, same))), ""),
                "Expected [3, 2] at the output of layer 1 (Sequential) 1 (Probe), but got [3, 1]");
        refused(
                () -> step(network(new Dense(2), within(new Probe(new ArrayList<>(), same, narrow))), ""),
                "Expected [3, 2] at the input gradient of layer 1 (Sequential) 1 (Probe), but got [3, 1]");
        Child wide = new Child("wide", Probe.same(), Shape.of(4));
        Composite composite = new Composite(List.of(wide), (layer, binding) -> binding.bind("wide"));
        refused(
                () -> step(network(new Dense(2), composite), ""),
                "Expected [3, 4] at the input of layer 1 (Composite) wide (Probe), but got [3, 2]");
        Child one = new Child("one", Probe.same(), Shape.of(2));
        Composite noGradient = new Composite(List.of(one), (layer, binding) -> {
            Layer.Bound bound = binding.bind("one");
            return new Layer.Bound() {

                @Override
                public INDArray forward(INDArray x) {
                    return bound.forward(x);
                }

                @Override
                public INDArray backward(INDArray dy) {
                    return bound.backward(null);
                }
            };
        });
        refused(
                () -> step(network(new Dense(2), noGradient), ""),
                "Expected [3, 2] at the output gradient of layer 1 (Composite) one (Probe), but got null");
    }

    private static Layer within(Layer layer) {
        return new Sequential(new Dense(2), layer, new Dense(2));
    }

    @Test
    void namesTheFirstPlaceThatIsNotFinite() {
        UnaryOperator<INDArray> infinite = a -> a.mul(Float.POSITIVE_INFINITY);
        Network up = network(
                new Dense(2), new Sequential(within(new Probe(new ArrayList<>(), infinite, a -> a)), new Dense(2)));
        Pass pass = Pass.training(up, 3, new MeanSquaredError(), 1);
        pass.loss(X, Y);
        assertThat(pass.firstNonFinite()).hasValue("the output of layer 1 (Sequential) 0.1 (Probe)");
        Network down = network(new Dense(2), new Sequential(within(new Probe(new ArrayList<>(), a -> a, infinite))));
        assertThat(step(down, "").firstNonFinite())
                .hasValue("the gradient of 1.0.0.bias of layer 1 (Sequential) 0.0 (Dense)");
    }

    @Test
    void refusesLayersWithinThatDoNotFit() {
        refused(
                () -> network(new Dense(2), new Sequential(new Dense(4), new Sequential(new Bad()))),
                "layer 1 (Sequential) after layer 0 (Dense): 1 (Sequential): 0 (Bad): expected [7], but got [4]");
        refused(() -> new Sequential(), "Sequential: expected at least one layer, but got none");
        refused(
                () -> new Child("a.b", new Dense(2), Shape.of(2)),
                "Expected a name without dots for a layer within a layer, but got 'a.b'");
        Child child = new Child("one", new Dense(2), Shape.of(2));
        refused(
                () -> network(new Composite(List.of(child, child), (layer, binding) -> null)),
                "layer 0 (Composite): two layers within it are called 'one', give each its own name");
    }

    /** Fits nothing. */
    private record Bad() implements Layer {

        @Override
        public Shape output(Shape input) {
            throw new IllegalArgumentException("expected [7], but got " + input);
        }

        @Override
        public Bound bind(Binding binding) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void refusesToBindOtherChildrenThanDeclared() {
        Child one = new Child("one", new Dense(2), Shape.of(2));
        refused(
                () -> step(network(new Composite(List.of(one), (layer, binding) -> binding.bind("two"))), ""),
                "layer 0 (Composite) has no layer 'two' within it: its children(...) declare [one]");
        refused(
                () -> step(network(new Composite(List.of(one), (layer, binding) -> null)), ""),
                "layer 0 (Composite) declares a layer 'one' within it, but does not bind it: call"
                        + " binding.bind(\"one\"), or do not declare it");
        refused(
                () -> step(network(new Composite(List.of(one), (layer, binding) -> binding.chain("one", "one"))), ""),
                "layer 0 (Composite) binds its layer 'one' twice: declare a child for each, they cannot share"
                        + " parameters");
    }
}
