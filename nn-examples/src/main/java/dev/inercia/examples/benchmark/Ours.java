package dev.inercia.examples.benchmark;

import dev.inercia.mnist.Mnist;
import dev.inercia.nn.Network;
import dev.inercia.nn.NetworkBuilder;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.train.Listener;
import dev.inercia.train.Trainer;
import dev.inercia.train.Training;
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
            trainer(task, network).epochs(1).listener(new FirstStep(commands)).train(Task.madeUp());
            return;
        }
        Mnist mnist = Mnist.load(task.directory().get());
        Rounds rounds = new Rounds(commands, new Predicting(network, mnist.test()));
        trainer(task, network).listener(rounds).train(mnist.train());
    }

    static Network network(Task task) {
        Activation activation = task.activation().equals("relu") ? new Relu() : new Sigmoid();
        NetworkBuilder builder = Network.input(784).seed(1);
        for (int units : task.hidden()) {
            builder.layer(new Dense(units, activation));
        }
        return builder.layer(new Dense(UNITS_OUT)).output(new Softmax()).build();
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
            single = new float[Math.min(Commands.SINGLE_IMAGES, test.size())][];
            for (int i = 0; i < single.length; i++) {
                single[i] = images.getRow(i).toFloatVector();
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
    }
}
