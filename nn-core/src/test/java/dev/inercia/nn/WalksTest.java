package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.activation.Gelu;
import dev.inercia.nn.activation.LeakyRelu;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.AveragePool;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Dropout;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.GlobalAveragePool;
import dev.inercia.nn.layer.GroupNorm;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.MaxPool;
import dev.inercia.nn.layer.Padding;
import dev.inercia.nn.layer.Reshape;
import dev.inercia.nn.layer.Residual;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.layer.Sweeping;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Layers that are taken example by example give what the same layers give one after the other. */
class WalksTest {

    private static final int ROWS = 37;
    private static final double TOLERANCE = 1e-11;

    /** Maps of many sizes, so that arrays of different sizes take turns in the same memory. */
    private static List<Layer> normalised() {
        Conv2d wide = new Conv2d(12, 3).padding(Padding.SAME).withoutBias();
        return List.of(
                new Conv2d(6, 3).padding(Padding.SAME).withoutBias(),
                new BatchNorm(),
                new Activate(new Relu()),
                wide,
                new BatchNorm(),
                new Activate(new Gelu()),
                new MaxPool(2),
                wide,
                new BatchNorm(),
                new Activate(new Relu()),
                new Conv2d(20, 3),
                new GroupNorm(4),
                new Activate(new LeakyRelu()),
                new Conv2d(20, 1),
                new BatchNorm(),
                new AveragePool(2),
                new GlobalAveragePool(),
                new Dense(3));
    }

    private static List<Layer> biased() {
        return List.of(
                new Conv2d(8, 3, new Relu()),
                new Conv2d(16, 3, new Gelu()),
                new MaxPool(2),
                new Dropout(0.25),
                new Conv2d(4, 1),
                new Flatten(),
                new Dense(3));
    }

    private static Network network(List<Layer> layers, UnaryOperator<Layer> wrap) {
        NetworkBuilder builder = Network.input(16, 16, 1).type(DataType.DOUBLE);
        for (Layer layer : layers) {
            builder = builder.layer(wrap.apply(layer));
        }
        return builder.seed(7).build();
    }

    private static Pass pass(Network network, MemoryPlan memory, Predicate<String> isTrained) {
        return new Pass(network, ROWS, new MeanSquaredError(), new TrainingClock(network, 5, null), isTrained, memory);
    }

    private static INDArray images(SplittableRandom random) {
        double[] values = Numbers.uniform(ROWS * 256, -1, 1, random.nextLong());
        return Numbers.array(DataType.DOUBLE, values, ROWS, 16, 16, 1);
    }

    private static INDArray targets(SplittableRandom random) {
        return Numbers.array(DataType.DOUBLE, Numbers.uniform(ROWS * 3, -1, 1, random.nextLong()), ROWS, 3);
    }

    private static void assertSame(INDArray actual, INDArray expected) {
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).isCloseTo(0, within(TOLERANCE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradientsAndPredictionsAreThoseOfLayersOneByOne(boolean isFrozenBelow) {
        // No dropout here: a wrapped layer has another path, and draws other numbers.
        Predicate<String> isTrained = name -> !isFrozenBelow || Integer.parseInt(name.split("\\.")[0]) > 3;
        Network joined = network(normalised(), layer -> layer);
        Network apart = network(normalised(), layer -> new Sequential(layer));
        apart.parameters().flat().assign(joined.parameters().flat());
        Pass one = pass(joined, MemoryPlan.training(DataType.DOUBLE), isTrained);
        Pass other = pass(apart, MemoryPlan.separate(DataType.DOUBLE), isTrained);
        SplittableRandom random = new SplittableRandom(3);
        for (int batch = 0; batch < 3; batch++) {
            INDArray x = images(random);
            INDArray targets = targets(random);
            assertThat(one.loss(x, targets)).isCloseTo(other.loss(x, targets), within(TOLERANCE));
            one.backward();
            other.backward();
            assertSame(one.gradients().flat(), other.gradients().flat());
        }
        INDArray x = images(random);
        assertSame(joined.predict(x), apart.predict(x));
    }

    @Test
    void sharedMemoryMakesNoDifference() {
        for (List<Layer> layers : List.of(normalised(), biased())) {
            Network network = network(layers, layer -> layer);
            Pass sharing = pass(network, MemoryPlan.training(DataType.DOUBLE), name -> true);
            Pass separate = pass(network, MemoryPlan.separate(DataType.DOUBLE), name -> true);
            SplittableRandom random = new SplittableRandom(4);
            for (int batch = 0; batch < 5; batch++) {
                INDArray x = images(random);
                INDArray targets = targets(random);
                sharing.at(batch, 0);
                separate.at(batch, 0);
                assertThat(sharing.loss(x, targets)).isEqualTo(separate.loss(x, targets));
                sharing.backward();
                separate.backward();
                assertThat(sharing.gradients().flat().toDoubleVector())
                        .isEqualTo(separate.gradients().flat().toDoubleVector());
            }
        }
    }

    /** Predicting takes a few of many examples through a walk at a time; keeping outputs takes all. */
    @Test
    void aFewExamplesAtATimeGiveTheSamePredictions() {
        Conv2d same = new Conv2d(12, 3).padding(Padding.SAME);
        List<Layer> withinOthers = List.of(
                new Flatten(),
                new Dense(256),
                new Reshape(16, 16, 1),
                new Conv2d(12, 3).padding(Padding.SAME),
                new Activate(new Relu()),
                new Residual(new Sequential(same, new BatchNorm(), new Activate(new Relu()), same)),
                new MaxPool(2),
                new Activate(new Gelu()),
                new Flatten(),
                new Dense(3));
        int rows = 701;
        for (List<Layer> layers : List.of(normalised(), biased(), withinOthers)) {
            Network network = network(layers, layer -> layer);
            double[] values = Numbers.uniform(rows * 256, -1, 1, 8);
            INDArray x = Numbers.array(DataType.DOUBLE, values, rows, 16, 16, 1);
            Pass few = Pass.predicting(network, rows);
            Pass all = Pass.inspecting(network, rows);
            for (int batch = 0; batch < 2; batch++) {
                assertThat(few.predict(x).toDoubleMatrix())
                        .isDeepEqualTo(all.predict(x).toDoubleMatrix());
                x = x.neg();
            }
        }
    }

    @Test
    void aKeptOutputIsNotThatOfTheNextLayer() {
        Network network = network(normalised(), layer -> layer);
        Pass pass = Pass.inspecting(network, ROWS);
        pass.predict(images(new SplittableRandom(6)));
        for (int normalisation : new int[] {1, 8, 11}) {
            INDArray before = pass.output(normalisation);
            assertThat(before.minNumber().doubleValue()).isNegative();
            assertSame(
                    pass.output(normalisation + 1),
                    normalisation == 11 ? Transforms.leakyRelu(before, 0.01) : Transforms.relu(before));
        }
    }

    @Test
    void anOutputThatTheNextLayerComputesAgainIsNotKept() {
        Network network = network(normalised(), layer -> layer);
        Pass pass = pass(network, MemoryPlan.training(DataType.DOUBLE), name -> true);
        pass.loss(images(new SplittableRandom(6)), targets(new SplittableRandom(7)));
        for (int layer : new int[] {1, 2}) {
            assertThatThrownBy(() -> pass.output(layer))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("The output of layer " + layer)
                    .hasMessageEndingWith("is not kept: when training, the layer after it overwrites"
                            + " it or computes it again. Make the pass with Pass.inspecting");
        }
        assertThat(pass.output(5)).isNotNull();
    }

    /** Says that it is taken example by example, and is not. */
    private record Liar() implements Layer {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Sweeping sweeping() {
            return Sweeping.EXAMPLES;
        }

        @Override
        public Bound bind(Binding binding) {
            return new Bound() {

                @Override
                public INDArray forward(INDArray x) {
                    return x;
                }

                @Override
                public INDArray backward(INDArray dy) {
                    return dy;
                }
            };
        }
    }

    @Test
    void aLayerThatDeclaresSweepsAndHasNoneIsRefused() {
        Network network = network(List.of(new Activate(new Relu()), new Liar(), new Flatten()), layer -> layer);
        assertThatThrownBy(() -> Pass.predicting(network, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "layer 1 (Liar) declares the sweeping EXAMPLES, so its bind must return a ByExample");
    }
}
