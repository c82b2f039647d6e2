package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.ElementWiseActivation;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Child;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What layers of one's own may do between those that arrange something with their neighbours. */
class NeighboursTest {

    private static final int ROWS = 6;

    private static Network network(Layer... layers) {
        NetworkBuilder builder = Network.input(4, 4, 2).type(DataType.DOUBLE);
        for (Layer layer : layers) {
            builder = builder.layer(layer);
        }
        return builder.seed(3).build();
    }

    private static INDArray images() {
        return Numbers.array(DataType.DOUBLE, Numbers.uniform(ROWS * 32, -1, 1, 4), ROWS, 4, 4, 2);
    }

    private static Pass training(Network network) {
        return Pass.training(network, ROWS, new MeanSquaredError(), 1);
    }

    private static double[] outputs(Network network, MemoryPlan memory) {
        Pass pass = new Pass(
                network, ROWS, new MeanSquaredError(), new TrainingClock(network, 5, null), name -> true, memory);
        return Numbers.values(pass.logits(images()));
    }

    /** A normalisation and something behind it. */
    private record Shifted() implements Layer {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public List<Parameter> parameters(Shape input) {
            return new BatchNorm().parameters(input);
        }

        @Override
        public Bound bind(Binding binding) {
            Bound inner = new BatchNorm().bind(binding);
            return new Bound() {

                @Override
                public INDArray forward(INDArray x) {
                    return inner.forward(x).sub(0.5);
                }

                @Override
                public INDArray backward(INDArray dy) {
                    return inner.backward(dy);
                }
            };
        }
    }

    @Test
    void aLayerThatDelegatesToANormalisationIsActivatedLast() {
        Network network = network(new Shifted(), new Activate(new Relu()), new Conv2d(3, 3), new Flatten());
        assertThat(outputs(network, MemoryPlan.training(DataType.DOUBLE)))
                .isEqualTo(outputs(network, MemoryPlan.separate(DataType.DOUBLE)));
    }

    /** Says that it reads a source, and asks for it as often as this. */
    private record Reader(int times) implements Layer {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public boolean readsSource(Shape input) {
            return true;
        }

        @Override
        public Bound bind(Binding binding) {
            for (int i = 0; i < times; i++) {
                binding.neighbours().source(2);
            }
            return new Activate(new Relu()).bind(binding);
        }
    }

    @Test
    void aLayerThatDeclaresToReadASourceAndDoesNotAskIsRefused() {
        for (Network network : List.of(
                network(new BatchNorm(), new Reader(0), new Flatten()),
                network(new BatchNorm(), new Activate(new Relu()), new Reader(0), new Flatten()))) {
            int reader = network.architecture().layers().size() - 2;
            assertThatThrownBy(() -> training(network))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("layer " + reader
                            + " (Reader) declares readsSource, but has not asked for the source when it was bound: call"
                            + " binding.neighbours().source(...), and read the input from it");
            assertThat(Pass.predicting(network, ROWS).predict(images())).isNotNull();
        }
    }

    @Test
    void aSourceIsAskedForOnce() {
        Network network = network(new BatchNorm(), new Reader(2), new Flatten());
        assertThatThrownBy(() -> training(network))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("layer 1 (Reader) asks for its source twice: ask once, when it is bound, and share it among"
                        + " the threads");
    }

    @Test
    void aNonFiniteOutputThatIsNotKeptIsNamed() {
        Network network = network(new BatchNorm(), new Activate(new Relu()), new Conv2d(3, 3), new Flatten());
        network.parameters().get("0.weight").putScalar(0, Double.POSITIVE_INFINITY);
        Pass pass = training(network);
        pass.logits(images());
        assertThat(pass.firstNonFinite())
                .hasValue(
                        "the output of layer 0 (BatchNorm) or of a layer behind it, seen in that of layer 2 (Conv2d)");
    }

    /** Cheap, but its gradient needs what is not kept. */
    private record Square() implements ElementWiseActivation {

        @Override
        public boolean isCheap() {
            return true;
        }

        @Override
        public boolean needsInput() {
            return true;
        }

        @Override
        public void apply(float[] z, int rows, int columns) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void gradient(float[] z, float[] y, float[] d, int rows, int columns) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void apply(double[] z, int rows, int columns) {
            for (int i = 0; i < rows * columns; i++) {
                z[i] *= z[i];
            }
        }

        @Override
        public void gradient(double[] z, double[] y, double[] d, int rows, int columns) {
            for (int i = 0; i < rows * columns; i++) {
                d[i] *= 2 * z[i];
            }
        }
    }

    @Test
    void anActivationThatNeedsItsInputIsNotComputedAgain() {
        Activation square = new Square();
        Network network = network(new BatchNorm(), new Activate(square), new Conv2d(3, 3), new Flatten());
        Pass pass = training(network);
        pass.loss(images(), Numbers.array(DataType.DOUBLE, new double[ROWS * 12], ROWS, 12));
        pass.backward();
        assertThat(pass.gradients().flat().toDoubleVector()).doesNotContain(Double.NaN);
        assertThat(outputs(network, MemoryPlan.training(DataType.DOUBLE)))
                .isEqualTo(outputs(network, MemoryPlan.separate(DataType.DOUBLE)));
    }

    /** A walk whose input is what a function of the layer's input gives. */
    private record Composite(UnaryOperator<INDArray> change) implements Layer {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public List<Child> children(Shape input) {
            return List.of(
                    new Child("one", new Activate(new Relu()), input),
                    new Child("other", new Activate(new Relu()), input));
        }

        @Override
        public Bound bind(Binding binding) {
            Bound walk = binding.chain("one", "other");
            return new Bound() {

                @Override
                public INDArray forward(INDArray x) {
                    return walk.forward(change.apply(x));
                }

                @Override
                public INDArray backward(INDArray dy) {
                    return walk.backward(dy);
                }
            };
        }
    }

    private static INDArray predicted(UnaryOperator<INDArray> change) {
        Network network = network(new Composite(change), new Flatten());
        Pass pass = new Pass(network, ROWS, null, null, name -> false, MemoryPlan.sharing(DataType.DOUBLE, 32));
        return pass.predict(images());
    }

    @Test
    void aWalkOfAFewExamplesTakesArraysOfAnyLayoutAndType() {
        double[] expected = Numbers.values(predicted(x -> x));
        assertThat(Numbers.values(predicted(x -> x.dup('f')))).isEqualTo(expected);
        assertThat(Numbers.values(predicted(x -> x.castTo(DataType.FLOAT))))
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(expected);
        assertThatThrownBy(() -> predicted(x -> x.get(NDArrayIndex.interval(0, 4))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Expected [6, 4, 4, 2] at the input of layer 0 (Composite) one (Activate), but got [4, 4, 4, 2]");
    }
}
