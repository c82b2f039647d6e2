package dev.inercia.examples.benchmark;

import dev.inercia.mnist.Mnist;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.init.StandardNormal;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Dropout;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.MaxPool;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.Quadratic;
import dev.inercia.nn.loss.SigmoidBinaryCrossEntropy;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Sgd;
import dev.inercia.train.Trainer;
import dev.inercia.train.Warning;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trainings on a few of MNIST's digits, all of which go well. */
final class DigitTrainings {

    private static final int IMAGES = 2000;
    private static final int EPOCHS = 10;

    private final Mnist mnist;
    private final long seed;
    private final Map<String, List<Warning>> warnings = new LinkedHashMap<>();

    private DigitTrainings(Mnist mnist, long seed) {
        this.mnist = mnist;
        this.seed = seed;
    }

    /** The warnings of each training. */
    static Map<String, List<Warning>> of(Path directory, long seed) {
        DigitTrainings digits = new DigitTrainings(Mnist.load(directory), seed);
        Network report = Network.input(784)
                .layer(new Dense(30, new Sigmoid(), new StandardNormal(), new StandardNormal()))
                .layer(new Dense(10, new Sigmoid(), new StandardNormal(), new StandardNormal()))
                .seed(seed)
                .build();
        digits.train("report", report, new Quadratic(), new Sgd(3));
        for (Activation activation : List.of(new Sigmoid(), new Relu())) {
            Network dense = Network.input(784)
                    .layer(new Dense(30, activation))
                    .layer(new Dense(10))
                    .output(new Softmax())
                    .seed(seed)
                    .build();
            digits.train("dense " + activation, dense, new SoftmaxCrossEntropy(), new Adam(0.003));
        }
        Network labels = Network.input(784)
                .layer(new Dense(100, new Relu()))
                .layer(new Dropout(0.5))
                .layer(new Dense(10))
                .output(new Sigmoid())
                .seed(seed)
                .build();
        digits.train("dropout", labels, new SigmoidBinaryCrossEntropy(), new Momentum(0.05));
        Network filters = Network.input(28, 28, 1)
                .layer(new Conv2d(8, 5, new Relu()))
                .layer(new MaxPool(2))
                .layer(new Conv2d(16, 3).withoutBias())
                .layer(new BatchNorm())
                .layer(new MaxPool(2))
                .layer(new Flatten())
                .layer(new Dense(10))
                .output(new Softmax())
                .seed(seed)
                .build();
        digits.train("filters", filters, new SoftmaxCrossEntropy(), new Adam(0.003));
        return digits.warnings;
    }

    private void train(String name, Network network, Loss loss, Optimizer optimizer) {
        Mnist fitting = network.architecture().shapes().get(0).rank() == 1 ? mnist : mnist.images();
        Dataset training = fitting.training().subset(0, IMAGES);
        warnings.put(
                name + " " + seed,
                new Trainer(network, loss, optimizer)
                        .batchSize(10)
                        .epochs(EPOCHS)
                        .seed(seed)
                        .validation(fitting.validation().subset(0, IMAGES / 2))
                        .train(training)
                        .warnings());
    }
}
