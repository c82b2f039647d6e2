package dev.inercia.examples.benchmark;

import dev.inercia.mnist.Mnist;
import dev.inercia.nn.Network;
import dev.inercia.nn.tensor.Matrix;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.train.Listener;
import dev.inercia.train.Training;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A lower bound of the time of our steps: their matrix products only, on the same parameters and gradients, in place.
 * Repeats the products after each step of a real training and times only those, so that the caches are as a step
 * leaves them.
 */
final class Gemms {

    /** The largest block of examples in a prediction. */
    private static final int LARGEST_BLOCK = 1024;

    private Gemms() {}

    /** Takes a {@link Task}'s arguments, except those of F. */
    public static void main(String[] args) {
        Task task = Task.parse(args);
        Commands commands = Commands.standard();
        Network network = Ours.network(task);
        Mnist mnist = Mnist.load(task.directory().orElseThrow());
        Timed timed = new Timed(commands, network, task, mnist.test().size());
        Ours.trainer(task, network).listener(timed).train(mnist.train());
    }

    /** The sizes of a network's layers: inputs, then units. */
    static int[] sizes(Task task) {
        int[] sizes = new int[task.hidden().length + 2];
        sizes[0] = 784;
        System.arraycopy(task.hidden(), 0, sizes, 1, task.hidden().length);
        sizes[sizes.length - 1] = 10;
        return sizes;
    }

    /** The products of one batch size. */
    static final class Products {

        private final int[] sizes;
        private final Matrix[] activations;
        private final Matrix[] differences;
        private final Matrix[] weights;

        Products(Network network, int[] sizes, int rows) {
            this.sizes = sizes;
            activations = new Matrix[sizes.length];
            differences = new Matrix[sizes.length];
            weights = new Matrix[sizes.length];
            for (int i = 0; i < sizes.length; i++) {
                activations[i] = filled(rows, sizes[i]);
                differences[i] = filled(rows, sizes[i]);
                weights[i] = i == 0 ? null : weight(network.parameters(), i - 1, sizes);
            }
        }

        private static Matrix filled(int rows, int columns) {
            Memory memory = Memory.zeros(DataType.FLOAT, rows, columns);
            Random random = new Random(1);
            float[] values = new float[memory.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            memory.put(0, values, 0, values.length);
            return memory.matrix(rows, columns);
        }

        void forward(int layer) {
            activations[layer + 1].setProduct(activations[layer], weights[layer + 1].transposed());
        }

        void weightGradient(int layer, Matrix gradient) {
            gradient.setProduct(differences[layer + 1].transposed(), activations[layer]);
        }

        void inputGradient(int layer) {
            differences[layer].setProduct(differences[layer + 1], weights[layer + 1]);
        }

        void forward() {
            for (int layer = 0; layer + 1 < sizes.length; layer++) {
                forward(layer);
            }
        }

        void step(Matrix[] gradients) {
            forward();
            for (int layer = sizes.length - 2; layer >= 0; layer--) {
                weightGradient(layer, gradients[layer]);
                if (layer > 0) {
                    inputGradient(layer);
                }
            }
        }
    }

    /** A layer's weight, or its gradient, as stored in memory: unit by unit. */
    private static Matrix weight(Parameters parameters, int layer, int[] sizes) {
        return Memory.of(parameters.get(layer + ".weight")).matrix(sizes[layer + 1], sizes[layer]);
    }

    /** The gradients of the weights. */
    static Matrix[] weightGradients(Parameters gradients, int[] sizes) {
        Matrix[] matrices = new Matrix[sizes.length - 1];
        Arrays.setAll(matrices, layer -> weight(gradients, layer, sizes));
        return matrices;
    }

    private static final class Timed implements Listener, Commands.Predictions {

        private final Commands commands;
        private final Network network;
        private final int[] sizes;
        private final Products step;
        private final int images;
        private final Products[] blocks = new Products[Integer.numberOfTrailingZeros(LARGEST_BLOCK) + 1];
        private Products one;
        private Matrix[] gradients;
        private int steps;
        private int left;
        private long nanos;

        Timed(Commands commands, Network network, Task task, int images) {
            this.commands = commands;
            this.network = network;
            this.sizes = sizes(task);
            this.images = images;
            step = new Products(network, sizes, task.batch());
        }

        @Override
        public void onStart(Training training) {
            commands.answer("ready");
            next(training);
        }

        @Override
        public void onStep(Training training) {
            if (gradients == null) {
                gradients = weightGradients(training.pass().gradients(), sizes);
            }
            long start = System.nanoTime();
            step.step(gradients);
            nanos += System.nanoTime() - start;
            if (--left == 0) {
                commands.answer(String.format(Locale.ROOT, "time %.4f", nanos / 1e3 / steps));
                next(training);
            }
        }

        private void next(Training training) {
            steps = commands.nextTraining(this);
            left = steps;
            nanos = 0;
            if (steps == 0) {
                training.stop("no more rounds");
            }
        }

        @Override
        public void all() {
            for (int done = 0; done < images; ) {
                int power = Math.min(blocks.length - 1, 31 - Integer.numberOfLeadingZeros(images - done));
                if (blocks[power] == null) {
                    blocks[power] = new Products(network, sizes, 1 << power);
                }
                blocks[power].forward();
                done += 1 << power;
            }
        }

        @Override
        public void one(int image) {
            if (one == null) {
                one = new Products(network, sizes, 1);
            }
            one.forward();
        }

        @Override
        public double accuracy() {
            return Double.NaN;
        }
    }
}
