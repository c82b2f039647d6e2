package dev.inercia.examples.benchmark;

import dev.inercia.mnist.Mnist;
import dev.inercia.nn.Network;
import dev.inercia.nn.NetworkBuilder;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Dropout;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.GlobalAveragePool;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.MaxPool;
import dev.inercia.nn.layer.Padding;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.nn.metric.LogLoss;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.train.Listener;
import dev.inercia.train.Trainer;
import dev.inercia.train.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The contestant Inercia: the trainer as users run it, with its default listeners. */
final class Ours {

    private static final int UNITS_OUT = 10;

    private Ours() {}

    /** Takes a {@link Task}'s arguments. */
    public static void main(String[] args) {
        Task task = Task.parse(args);
        Commands commands = Commands.standard();
        Network network = network(task);
        if (task.directory().isEmpty()) {
            trainer(task, network).epochs(1).listener(new FirstStep(commands)).train(SharedFiles.madeUp());
            return;
        }
        Mnist mnist = mnist(task);
        Rounds rounds = new Rounds(commands, new Predicting(network, test(task, mnist)));
        trainer(task, network).listener(rounds).train(mnist.train());
    }

    /** The data in the shape that the network expects. */
    static Mnist mnist(Task task) {
        Mnist mnist = Mnist.load(task.directory().orElseThrow());
        return task.isOfImages() ? mnist.images() : mnist;
    }

    /** The test images that are predicted. */
    static Dataset test(Task task, Mnist mnist) {
        return mnist.test().subset(0, Math.min(task.images(), mnist.test().size()));
    }

    static Network network(Task task) {
        NetworkBuilder builder = task.isOfImages() ? Network.input(Inputs.SIDE, Inputs.SIDE, 1) : Network.input(784);
        List<String> layers = task.layers();
        for (int i = 0; i < layers.size(); i++) {
            Optional<Activation> next = i + 1 < layers.size() ? activation(layers.get(i + 1)) : Optional.empty();
            Layer layer = layer(layers.get(i), next.orElse(new Identity()));
            builder.layer(layer);
            if (next.isPresent() && layer.activation().equals(next.get())) {
                i++; // this layer applies it
            }
        }
        return builder.output(new Softmax()).seed(1).build();
    }

    private static Optional<Activation> activation(String layer) {
        return switch (layer) {
            case "relu" -> Optional.of(new Relu());
            case "sigmoid" -> Optional.of(new Sigmoid());
            default -> Optional.empty();
        };
    }

    private static Layer layer(String layer, Activation activation) {
        return switch (Task.kind(layer)) {
            case "conv" -> new Conv2d(Task.count(layer, 1), Task.count(layer, 2), activation);
            case "same" ->
                new Conv2d(Task.count(layer, 1), Task.count(layer, 2), activation)
                        .padding(Padding.SAME)
                        .withoutBias();
            case "norm" -> new BatchNorm();
            case "pool" -> new MaxPool(2);
            case "average" -> new GlobalAveragePool();
            case "flatten" -> new Flatten();
            case "dense" -> new Dense(Task.count(layer, 1), activation);
            case "dropout" -> new Dropout(Double.parseDouble(Task.number(layer, 1)));
            default -> activation(layer).map(Activate::new).orElseThrow(() -> Task.unknown(layer));
        };
    }

    static Optimizer optimizer(Task task) {
        return task.optimizer().equals("adam")
                ? new Adam(Task.ADAM_RATE)
                : new Momentum(Task.MOMENTUM_RATE, Task.MOMENTUM);
    }

    /** A trainer without an end, with the order of examples that all contestants use. */
    static Trainer trainer(Task task, Network network) {
        return new Trainer(network, new SoftmaxCrossEntropy(), optimizer(task))
                .batchSize(task.batch())
                .epochs(Integer.MAX_VALUE)
                .seed(SharedFiles.SEED);
    }

    /** Reports the end of the first step. */
    private record FirstStep(Commands commands) implements Listener {

        @Override
        public void onStep(Training training) {
            commands.answer("started");
            training.stop("one step is enough");
        }
    }

    /** Pauses training between two rounds, until the next is requested. */
    static final class Rounds implements Listener {

        private final Commands commands;
        private final Commands.Predictions predictions;
        private int steps;
        private int left;
        private long start;

        Rounds(Commands commands, Commands.Predictions predictions) {
            this.commands = commands;
            this.predictions = predictions;
        }

        @Override
        public void onStart(Training training) {
            commands.answer("ready");
            next(training);
        }

        @Override
        public void onStep(Training training) {
            if (--left == 0) {
                commands.answerTime(start, steps);
                next(training);
            }
        }

        private void next(Training training) {
            steps = commands.nextTraining(predictions);
            left = steps;
            if (steps == 0) {
                training.stop("no more rounds");
            }
            start = System.nanoTime();
        }
    }

    /** Predictions with the current network. */
    static final class Predicting implements Commands.Predictions {

        private final Network network;
        private final Dataset test;
        private final INDArray images;
        private final float[][] single;
        private final float[] result = new float[UNITS_OUT];

        Predicting(Network network, Dataset test) {
            this.network = network;
            this.test = test;
            Batch all = test.batches(test.size(), DataType.FLOAT).get(0);
            images = all.features().dup('c');
            float[] pixels = images.data().asFloat();
            single = new float[Math.min(Commands.SINGLE_IMAGES, test.size())][];
            for (int i = 0; i < single.length; i++) {
                single[i] = Arrays.copyOfRange(pixels, i * Inputs.PIXELS, (i + 1) * Inputs.PIXELS);
            }
        }

        @Override
        public void all() {
            network.predict(images).close();
        }

        @Override
        public void one(int image) {
            network.predict(single[image], result);
        }

        @Override
        public double accuracy() {
            return network.evaluate(test, new Accuracy()).value();
        }

        @Override
        public double loss() {
            Dataset first = test.subset(0, single.length);
            return network.evaluate(first, new LogLoss()).value();
        }
    }
}
