package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.activation.Gelu;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Child;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Dropout;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.MaxPool;
import dev.inercia.nn.layer.Parallel;
import dev.inercia.nn.layer.Parallel.Join;
import dev.inercia.nn.layer.Residual;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays of a pass share memory, and no number depends on it: networks of all kinds of layers, drawn at random. */
class SharedMemoryTest {

    private static final int WIDTH = 6;
    private static final int ROWS = 5;
    private static final Loss LOSS = new MeanSquaredError();

    /** Two children on one input, both of whose outputs are needed until the end. */
    private record Product(Layer left, Layer right) implements Layer {

        @Override
        public Shape output(Shape input) {
            return left.output(input);
        }

        @Override
        public List<Child> children(Shape input) {
            return List.of(new Child("left", left, input), new Child("right", right, input));
        }

        @Override
        public Bound bind(Binding binding) {
            Bound one = binding.bind("left");
            Bound other = binding.bind("right");
            return new Bound() {

                private INDArray a;
                private INDArray b;

                @Override
                public INDArray forward(INDArray x) {
                    a = one.forward(x);
                    b = other.forward(x);
                    return a.mul(b);
                }

                @Override
                public INDArray backward(INDArray dy) {
                    INDArray dx = one.backward(dy.mul(b));
                    INDArray dOther = other.backward(dy.mul(a));
                    return binding.wantsInputGradient() ? dx.add(dOther) : null;
                }
            };
        }
    }

    /** Hands on what its child gives; asks for memory of its own before or after that, and does not use it, or not at all. */
    private record Around(Layer inner, String asks) implements Layer {

        @Override
        public Shape output(Shape input) {
            return inner.output(input);
        }

        @Override
        public List<Child> children(Shape input) {
            return List.of(new Child("inner", inner, input));
        }

        @Override
        public Bound bind(Binding binding) {
            if (asks.equals("before")) {
                ask(binding);
            }
            Bound bound = binding.bind("inner");
            if (asks.equals("after")) {
                ask(binding);
            }
            return bound;
        }

        private static void ask(Binding binding) {
            binding.output();
            if (binding.wantsInputGradient()) {
                binding.inputGradient();
            }
        }
    }

    /** {@code y = 0.5 x + 1} by way of scratch, or in place, or handed on as it is, or in scratch. */
    private record Plain(String kind) implements Layer {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Bound bind(Binding binding) {
            long[] shape = binding.input().toArrayShape(binding.rows());
            boolean isInPlace = kind.equals("in place");
            boolean wants = binding.wantsInputGradient();
            INDArray scratch = binding.scratch(shape);
            INDArray y = isInPlace ? binding.outputInPlace() : kind.equals("scratch") ? scratch : binding.output();
            INDArray dx = !wants ? null : isInPlace ? binding.inputGradientInPlace() : binding.inputGradient();
            return new Bound() {

                @Override
                public INDArray forward(INDArray x) {
                    return switch (kind) {
                        case "as it is" -> x;
                        case "a view" -> x.reshape(x.shape());
                        case "in place" -> y.assign(x.mul(0.5).addi(1));
                        default -> {
                            scratch.assign(x).muli(0.5);
                            yield y.assign(scratch.add(1));
                        }
                    };
                }

                @Override
                public INDArray backward(INDArray dy) {
                    if (!wants) {
                        return null;
                    }
                    if (kind.equals("as it is")) {
                        return dy;
                    }
                    if (kind.equals("a view")) {
                        return dy.reshape(dy.shape());
                    }
                    if (kind.equals("own")) {
                        scratch.assign(77);
                    }
                    return dx.assign(dy.mul(0.5));
                }
            };
        }
    }

    private static Layer layer(RandomGenerator random, int depth) {
        int kinds = depth == 0 ? 9 : 16;
        return switch (random.nextInt(kinds)) {
            case 0 -> new Dense(WIDTH, new Tanh());
            case 1 -> new Dense(WIDTH);
            case 2 -> new Activate(random.nextBoolean() ? new Gelu() : new Softmax());
            case 3 -> new Activate(random.nextBoolean() ? new Relu() : new Identity());
            case 4 -> new Plain("in place");
            case 5 -> new Plain("as it is");
            case 6 -> new Plain(random.nextBoolean() ? "a view" : "scratch");
            case 7 -> new Plain("own");
            case 8 -> new Sequential(new Dense(1 + random.nextInt(20), new Tanh()), new Dense(WIDTH));
            case 9 -> new Residual(layer(random, depth - 1));
            case 10 -> new Product(layer(random, depth - 1), layer(random, depth - 1));
            case 11 ->
                new Around(
                        layer(random, depth - 1), List.of("before", "after", "").get(random.nextInt(3)));
            case 12 -> new Parallel(layers(random, depth - 1), Join.SUM);
            case 13 -> new Sequential(new Parallel(layers(random, depth - 1), Join.CONCATENATION), new Dense(WIDTH));
            default -> new Sequential(layers(random, depth - 1));
        };
    }

    private static List<Layer> layers(RandomGenerator random, int depth) {
        return IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> layer(random, depth))
                .toList();
    }

    private static Network network(Layer... layers) {
        return Network.of(
                new Architecture(Shape.of(WIDTH), new Sequential(layers), new Identity(), DataType.DOUBLE), 11);
    }

    private static INDArray numbers(long seed) {
        return Numbers.array(DataType.DOUBLE, Numbers.uniform(ROWS * WIDTH, -1, 1, seed), ROWS, WIDTH);
    }

    private static Pass predicting(Network network, UnaryOperator<MemoryPlan> plan) {
        return new Pass(network, ROWS, null, null, name -> false, plan.apply(null));
    }

    private static Pass training(Network network, Predicate<String> isTrained, MemoryPlan plan) {
        return new Pass(network, ROWS, LOSS, new TrainingClock(network, 1, null), isTrained, plan);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void changesNoNumber(int round) {
        for (int i = 0; i < 60; i++) {
            SplittableRandom random = new SplittableRandom(1000L * round + i);
            Network network = network(layers(random, 3).toArray(Layer[]::new));
            String what = network.architecture().root().toString();
            Pass shared = predicting(network, none -> MemoryPlan.sharing(DataType.DOUBLE));
            Pass separate = predicting(network, none -> MemoryPlan.separate(DataType.DOUBLE));
            for (int batch = 0; batch < 2; batch++) {
                assertThat(Numbers.values(shared.predict(numbers(batch))))
                        .as(what)
                        .containsExactly(Numbers.values(separate.predict(numbers(batch))));
            }
            if (!network.parameters().flat().isEmpty()) {
                long frozen = random.nextLong();
                Predicate<String> isTrained = name -> Math.floorMod(name.hashCode() + frozen, 3) > 0;
                compareTraining(network, name -> true, what);
                compareTraining(network, isTrained, what + " partly frozen");
            }
        }
    }

    private static void compareTraining(Network network, Predicate<String> isTrained, String what) {
        Pass shared = training(network, isTrained, MemoryPlan.training(DataType.DOUBLE));
        Pass separate = training(network, isTrained, MemoryPlan.separate(DataType.DOUBLE));
        for (int batch = 0; batch < 2; batch++) {
            for (Pass pass : List.of(shared, separate)) {
                pass.loss(numbers(batch), numbers(batch + 10));
                pass.backward();
            }
            assertThat(Numbers.values(shared.gradients().flat()))
                    .as(what)
                    .containsExactly(Numbers.values(separate.gradients().flat()));
            for (int i = 0; i < network.architecture().layers().size(); i++) {
                assertThat(Numbers.values(shared.output(i)))
                        .as("output %d of %s", i, what)
                        .containsExactly(Numbers.values(separate.output(i)));
            }
        }
    }

    private static long bytes(MemoryPlan plan, boolean training, Layer... layers) {
        if (training) {
            training(network(layers), name -> true, plan);
        } else {
            predicting(network(layers), none -> plan);
        }
        return plan.bytes();
    }

    @Test
    void aLongSequenceTakesTwoArraysEachWay() {
        Layer[] dense = new Layer[20];
        Arrays.fill(dense, new Dense(WIDTH, new Tanh()));
        long array = ROWS * WIDTH * Double.BYTES;
        assertThat(bytes(MemoryPlan.sharing(DataType.DOUBLE), false, dense)).isEqualTo(2 * array);
        assertThat(bytes(MemoryPlan.keepingOutputs(DataType.DOUBLE), true, dense))
                .as("two input gradients, and scratch for one layer at a time")
                .isEqualTo(3 * array);
        assertThat(bytes(MemoryPlan.sharing(DataType.DOUBLE), false, new Sequential(dense), new Sequential(dense)))
                .as("a layer's input may be read until the layer is done")
                .isEqualTo(3 * array);
    }

    @Test
    void elementWiseLayersWorkInPlace() {
        Layer[] layers = new Layer[20];
        Arrays.fill(layers, new Activate(new Tanh()));
        layers[0] = new Dense(WIDTH);
        long array = ROWS * WIDTH * Double.BYTES;
        assertThat(bytes(MemoryPlan.sharing(DataType.DOUBLE), false, layers)).isEqualTo(array);
        assertThat(bytes(MemoryPlan.keepingOutputs(DataType.DOUBLE), true, layers))
                .as("one input gradient, and the dense layer's scratch")
                .isEqualTo(2 * array);
    }

    @Test
    void aPassThatKeepsNoOutputsSaysSo() {
        Network network = network(new Dense(WIDTH), new Activate(new Tanh()));
        Pass pass = Pass.predicting(network, ROWS);
        pass.predict(numbers(1));
        assertThatThrownBy(() -> pass.output(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This pass keeps no layer's output, layers share their memory: make it with Pass.inspecting"
                        + " or Pass.training");
        assertThat(pass.firstNonFinite()).isEmpty();
        Pass inspecting = Pass.inspecting(network, ROWS);
        inspecting.predict(numbers(1));
        assertThat(Numbers.values(inspecting.output(0))).isNotEqualTo(Numbers.values(inspecting.output(1)));
        Pass training = training(network, name -> true, MemoryPlan.separate(DataType.DOUBLE));
        training.predict(numbers(1));
        assertThat(Numbers.values(inspecting.output(0))).containsExactly(Numbers.values(training.output(0)));
    }

    /** The images of a batch that a normalisation gave are not kept beside those that its activation makes of them. */
    @Test
    void trainingComputesInPlaceOfWhatNobodyReads() {
        Network network = Network.input(8, 8, 2)
                .layer(new Conv2d(4, 3).withoutBias())
                .layer(new BatchNorm())
                .layer(new Activate(new Relu()))
                .layer(new Dropout(0.5))
                .layer(new MaxPool(2))
                .layer(new Flatten())
                .layer(new Dense(3))
                .type(DataType.DOUBLE)
                .build();
        INDArray x = Numbers.array(DataType.DOUBLE, Numbers.uniform(ROWS * 128, -1, 1, 1), ROWS, 8, 8, 2);
        INDArray targets = Numbers.array(DataType.DOUBLE, Numbers.uniform(ROWS * 3, -1, 1, 2), ROWS, 3);
        Pass inPlace = training(network, name -> true, MemoryPlan.training(DataType.DOUBLE));
        Pass separate = training(network, name -> true, MemoryPlan.separate(DataType.DOUBLE));
        for (Pass pass : List.of(inPlace, separate)) {
            pass.loss(x, targets);
            pass.backward();
        }
        assertThat(Numbers.values(inPlace.gradients().flat()))
                .containsExactly(Numbers.values(separate.gradients().flat()));
        assertThatThrownBy(() -> inPlace.output(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The output of layer 1 (BatchNorm) is not kept: when training, the layer after it overwrites"
                                + " it or computes it again. Make the pass with Pass.inspecting");
        Pass inspecting = Pass.inspecting(network, ROWS);
        inspecting.predict(x);
        assertThat(Numbers.values(inspecting.output(1))).isNotEqualTo(Numbers.values(inspecting.output(2)));
    }
}
