package dev.inercia.examples.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The contestant DL4J, as in its quick start: a {@code MultiLayerNetwork} with default workspaces and one
 * {@code DataSet} per step. DL4J's momentum is Nesterov's.
 */
final class Dl4j {

    private static final int PIXELS = 784;
    private static final int CLASSES = 10;

    private Dl4j() {}

    /** Takes a {@link Task}'s arguments. */
    public static void main(String[] args) {
        Task task = Task.parse(args);
        Learner.serve(task, Commands.standard(), new Learning(network(task), task));
    }

    private static MultiLayerNetwork network(Task task) {
        IUpdater updater = task.optimizer().equals("adam")
                ? new Adam(Task.ADAM_RATE)
                : new Nesterovs(Task.MOMENTUM_RATE, Task.MOMENTUM);
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.XAVIER)
                .updater(updater)
                .list();
        int inputs = PIXELS;
        for (int units : task.hidden()) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(inputs)
                    .nOut(units)
                    .activation(task.activation().equals("relu") ? Activation.RELU : Activation.SIGMOID)
                    .build());
            inputs = units;
        }
        layers.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(inputs)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    /** A reused {@code DataSet}: a new one for each step was no faster. */
    private static final class Place {

        private final float[] x;
        private final float[] y;
        private final DataSet batch;

        Place(int rows) {
            x = new float[rows * PIXELS];
            y = new float[rows * CLASSES];
            batch = new DataSet(Nd4j.create(DataType.FLOAT, rows, PIXELS), Nd4j.create(DataType.FLOAT, rows, CLASSES));
        }

        DataSet gather(Inputs images, int[] order, int from) {
            Arrays.fill(y, 0);
            for (int i = 0; i * CLASSES < y.length; i++) {
                int image = order[from + i];
                System.arraycopy(images.pixels(), image * PIXELS, x, i * PIXELS, PIXELS);
                y[i * CLASSES + images.labels()[image]] = 1;
            }
            batch.getFeatures().data().asNioFloat().put(x);
            batch.getLabels().data().asNioFloat().put(y);
            return batch;
        }
    }

    private static final class Learning implements Learner {

        private final MultiLayerNetwork network;
        private final Inputs training;
        private final int[][] orders;
        private final Map<Integer, Place> places = new HashMap<>();
        private final INDArray images;
        private final int[] labels;
        private final List<INDArray> single = new ArrayList<>();

        Learning(MultiLayerNetwork network, Task task) {
            this.network = network;
            training = Inputs.training(task);
            orders = Inputs.order(task);
            Inputs test = Inputs.test(task);
            labels = test.labels();
            images = Nd4j.create(test.pixels(), new long[] {labels.length, PIXELS}, 'c');
            for (int i = 0; i < Math.min(Commands.SINGLE_IMAGES, labels.length); i++) {
                single.add(images.getRow(i, true).dup());
            }
        }

        @Override
        public void step(int epoch, int from, int rows) {
            network.fit(places.computeIfAbsent(rows, Place::new).gather(training, orders[epoch], from));
        }

        @Override
        public void all() {
            network.output(images);
        }

        @Override
        public void one(int image) {
            network.output(single.get(image));
        }

        @Override
        public double accuracy() {
            int[] predicted = network.output(images).argMax(1).toIntVector();
            int correct = 0;
            for (int i = 0; i < labels.length; i++) {
                correct += predicted[i] == labels[i] ? 1 : 0;
            }
            return (double) correct / labels.length;
        }
    }
}
