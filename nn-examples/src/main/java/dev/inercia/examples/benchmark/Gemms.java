package dev.inercia.examples.benchmark;

import dev.inercia.mnist.Mnist;
import dev.inercia.nn.Network;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.train.Listener;
import dev.inercia.train.Training;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What our steps cannot be faster than: their matrix products and nothing else, on the same parameters and gradients,
 * in place. After each step of a real training its products are done once more, and only those are timed: so they find
 * the caches as a step leaves them.
 */
final class Gemms {

    /** Prediction goes through a network in blocks of at most so many examples. */
    private static final int LARGEST_BLOCK = 1024;

    private Gemms() {}

    /** Takes a {@link Task}'s arguments, those of F excepted. */
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

        private final int rows;
        private final int[] sizes;
        private final Memory[] activations;
        private final Memory[] differences;
        private final Memory[] weights;

        Products(Network network, int[] sizes, int rows) {
            this.rows = rows;
            this.sizes = sizes;
            activations = new Memory[sizes.length];
            differences = new Memory[sizes.length];
            weights = new Memory[sizes.length];
            for (int i = 0; i < sizes.length; i++) {
                activations[i] = Memory.zeros(DataType.FLOAT, rows, sizes[i]);
                differences[i] = Memory.zeros(DataType.FLOAT, rows, sizes[i]);
                fill(activations[i]);
                fill(differences[i]);
                weights[i] = i == 0 ? null : Memory.of(network.parameters().get((i - 1) + ".weight"));
            }
        }

        private static void fill(Memory memory) {
            Random random = new Random(1);
            float[] values = new float[memory.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            memory.put(0, values, 0, values.length);
        }

        void forward(int layer) {
            activations[layer + 1].multiply(
                    false, true, rows, sizes[layer + 1], sizes[layer], activations[layer], weights[layer + 1], 0);
        }

        void weightGradient(int layer, Memory gradient) {
            gradient.multiply(
                    true, false, sizes[layer + 1], sizes[layer], rows, differences[layer + 1], activations[layer], 0);
        }

        void inputGradient(int layer) {
            differences[layer].multiply(
                    false, false, rows, sizes[layer], sizes[layer + 1], differences[layer + 1], weights[layer + 1], 0);
        }

        void forward() {
            for (int layer = 0; layer + 1 < sizes.length; layer++) {
                forward(layer);
            }
        }

        void step(Memory[] gradients) {
            forward();
            for (int layer = sizes.length - 2; layer >= 0; layer--) {
                weightGradient(layer, gradients[layer]);
                if (layer > 0) {
                    inputGradient(layer);
                }
            }
        }
    }

    /** The memories of the weights' gradients. */
    static Memory[] weightGradients(Parameters gradients, int layers) {
        Memory[] memories = new Memory[layers];
        Arrays.setAll(memories, layer -> Memory.of(gradients.get(layer + ".weight")));
        return memories;
    }

    private static final class Timed implements Listener, Commands.Predictions {

        private final Commands commands;
        private final Network network;
        private final int[] sizes;
        private final Products step;
        private final int images;
        private final Products[] blocks = new Products[Integer.numberOfTrailingZeros(LARGEST_BLOCK) + 1];
        private Products one;
        private Memory[] gradients;
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
                gradients = weightGradients(training.pass().gradients(), sizes.length - 1);
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
