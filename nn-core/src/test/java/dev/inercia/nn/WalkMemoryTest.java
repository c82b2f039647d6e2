package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.activation.Gelu;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.MaxPool;
import dev.inercia.nn.layer.Padding;
import dev.inercia.nn.layer.Parallel;
import dev.inercia.nn.layer.Parallel.Join;
import dev.inercia.nn.layer.Residual;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Predictions take a few examples at a time through neighbouring layers, before the next few come into the same memory:
 * networks with branches within and beside such neighbours, drawn at random.
 */
class WalkMemoryTest {

    /** A layer of one's own that takes whole batches, in place or as they are. */
    private record Whole(boolean isInPlace) implements Layer {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Bound bind(Binding binding) {
            INDArray y = isInPlace ? binding.outputInPlace() : null;
            return new Bound() {

                @Override
                public INDArray forward(INDArray x) {
                    return y == null ? x : y.assign(x.mul(0.5).addi(1));
                }

                @Override
                public INDArray backward(INDArray dy) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    /** Draws layers that keep the height and width of images, and maybe not their channels. */
    private static final class Drawing {

        private final SplittableRandom random;
        private int channels = 2;

        Drawing(SplittableRandom random) {
            this.random = random;
        }

        private Layer convolution(int size, int filters) {
            channels = filters;
            return new Conv2d(filters, size).padding(Padding.SAME);
        }

        private Layer layer(int depth) {
            return switch (random.nextInt(depth == 0 ? 7 : 13)) {
                case 0, 1 -> convolution(3, 1 + random.nextInt(6));
                case 2 -> convolution(1, 1 + random.nextInt(6));
                case 3 -> new BatchNorm();
                case 4 -> new Activate(random.nextBoolean() ? new Relu() : new Gelu());
                case 5 -> new MaxPool(3).stride(1).padding(Padding.SAME);
                case 6 -> new Whole(random.nextBoolean());
                case 7, 8 -> new Residual(branch(depth - 1, channels));
                case 9 -> parallel(depth - 1, random.nextBoolean() ? Join.SUM : Join.CONCATENATION);
                default -> new Sequential(layers(depth - 1));
            };
        }

        List<Layer> layers(int depth) {
            return IntStream.range(0, 1 + random.nextInt(5))
                    .mapToObj(i -> layer(depth))
                    .toList();
        }

        /** Layers from the current channels to these. */
        private Layer branch(int depth, int to) {
            List<Layer> layers = new ArrayList<>(layers(depth));
            if (channels != to) {
                layers.add(convolution(1, to));
            }
            return new Sequential(layers);
        }

        private Layer parallel(int depth, Join join) {
            int from = channels;
            int to = 1 + random.nextInt(6);
            List<Layer> branches = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                channels = from;
                branches.add(branch(depth, to));
            }
            channels = join == Join.SUM ? to : 2 * to;
            return new Parallel(branches, join);
        }
    }

    private static Network network(SplittableRandom random, int size) {
        Drawing drawing = new Drawing(random);
        List<Layer> layers = new ArrayList<>(drawing.layers(random.nextInt(3)));
        layers.addAll(drawing.layers(random.nextInt(3)));
        layers.addAll(List.of(new MaxPool(2), new Activate(new Relu()), new Flatten(), new Dense(3)));
        Architecture architecture =
                new Architecture(Shape.of(size, size, 2), new Sequential(layers), new Identity(), DataType.DOUBLE);
        Network network = Network.of(architecture, random.nextLong());
        // Normalisations that do something.
        INDArray values = network.parameters().flat();
        double[] noise = Numbers.uniform((int) values.length(), -0.3, 0.3, random.nextLong());
        values.addi(Numbers.array(DataType.DOUBLE, noise, values.shape()));
        return network;
    }

    private static double[] predict(Network network, INDArray x, MemoryPlan plan, boolean isTraining) {
        int rows = (int) x.size(0);
        TrainingClock clock = isTraining ? new TrainingClock(network, 1, null) : null;
        Pass pass = new Pass(network, rows, isTraining ? new MeanSquaredError() : null, clock, name -> false, plan);
        pass.predict(x.neg());
        return Numbers.values(pass.predict(x));
    }

    /** Small networks take one thread, large ones as many as there are. */
    @ParameterizedTest
    @CsvSource({"1, 3, 1, 12, 70", "3, 14, 30, 50, 5"})
    void takingAFewExamplesAtATimeChangesNoNumber(int round, int size, int fewest, int most, int networks) {
        for (int i = 0; i < networks; i++) {
            SplittableRandom random = new SplittableRandom(1000L * round + i);
            Network network = network(random, size);
            int rows = fewest + random.nextInt(most + 1 - fewest);
            double[] values = Numbers.uniform(rows * size * size * 2, -1, 1, i);
            INDArray x = Numbers.array(DataType.DOUBLE, values, rows, size, size, 2);
            int cached = 1 + random.nextInt(30 * size * size);
            String what = rows + " rows, " + cached + " elements cached: "
                    + network.architecture().root();
            double[] few = predict(network, x, MemoryPlan.sharing(DataType.DOUBLE, cached), false);
            assertThat(few).as(what).containsExactly(predict(network, x, MemoryPlan.separate(DataType.DOUBLE), false));
            // Normalisations that nobody trains use their running statistics.
            double[] other = i % 2 == 0
                    ? predict(network, x, MemoryPlan.keepingOutputs(DataType.DOUBLE), false)
                    : predict(network, x, MemoryPlan.training(DataType.DOUBLE), true);
            assertThat(few).as(what).containsExactly(other);
        }
    }
}
