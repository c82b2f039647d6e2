package dev.inercia.examples;

import dev.inercia.examples.plot.Tiles;
import dev.inercia.examples.report.output.TrainingRecord;
import dev.inercia.mnist.Mnist;
import dev.inercia.mnist.augment.Shift;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.init.He;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.MaxPool;
import dev.inercia.nn.layer.Padding;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.schedule.OneCycle;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import dev.inercia.train.log.Progress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The classic convolutional network, LeNet-5, on MNIST: its layers, with today's ReLU, max pooling and Adam. Draws the
 * filters of the first layer, and what both convolutions make of a digit.
 *
 * <p>Source: LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition", 1998.
 */
@Command(name = "lenet", description = "LeNet-5 on MNIST, with its filters drawn.", sortOptions = false)
public final class LeNet implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory with MNIST's four files; by default as Mnist.load().")
    private Path directory;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "15", description = "By default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "By default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--validate", description = "Trains on 50,000 and measures on the validation images instead.")
    private boolean isValidating;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-lenet",
            description = "Where each run creates its directory, by default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new LeNet(), args);
    }

    @Override
    public Integer call() {
        Console.requireAtLeastOne("--epochs", epochs);
        Mnist mnist = (directory == null ? Mnist.load() : Mnist.load(directory)).images();
        System.out.println(mnist.source());
        Dataset training = isValidating ? mnist.training() : mnist.train();
        Dataset test = isValidating ? mnist.validation() : mnist.test();
        Network network = network(seed);
        Trainer trainer = trainer(network, epochs, seed);
        History history = train(trainer, training, seed);
        String result = String.format(
                Locale.ROOT,
                "%.2f %% of %,d %s images, trained in %.0f s",
                100 * network.evaluate(test, new Accuracy()).value(),
                test.size(),
                isValidating ? "validation" : "test",
                history.trainingSeconds());
        System.out.println(result);
        Path record = new TrainingRecord("LeNet-5", mnist.source())
                .add("LeNet-5", trainer, history)
                .measured(result)
                .write(out);
        draw(network, test, record);
        System.out.println("Drawn: " + record.resolve("filters.png") + ", " + record.resolve("maps.png"));
        return 0;
    }

    /** LeNet-5: 6 and 16 filters of 5 x 5, then 120, 84 and 10 units. */
    static Network network(long seed) {
        return Network.input(28, 28, 1)
                .layer(new Conv2d(6, 5, new Relu()).padding(Padding.SAME).weights(He.normal()))
                .layer(new MaxPool(2))
                .layer(new Conv2d(16, 5, new Relu()).weights(He.normal()))
                .layer(new MaxPool(2))
                .layer(new Flatten())
                .layer(new Dense(120, new Relu()))
                .layer(new Dense(84, new Relu()))
                .layer(new Dense(10))
                .output(new Softmax())
                .seed(seed)
                .build();
    }

    static Trainer trainer(Network network, int epochs, long seed) {
        return new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.004))
                .batchSize(64)
                .epochs(epochs)
                .seed(seed)
                .schedule(new OneCycle(epochs))
                .listener(Progress.on(System.err));
    }

    static History train(Trainer trainer, Dataset training, long seed) {
        return trainer.train(training.augmented(new Shift(2), seed));
    }

    /** Draws the first layer's filters, and a digit with what the two convolutions give for it. */
    static void draw(Network network, Dataset digits, Path directory) {
        INDArray filters = network.parameters().get("0.weight");
        new Tiles().row(filters.tensorAlongDimension(0, 0, 1, 3)).write(directory.resolve("filters.png"));
        Pass pass = Pass.inspecting(network, 1);
        INDArray digit = digits.batches(1).get(0).features();
        pass.predict(digit);
        new Tiles()
                .row(image(digit))
                .row(image(pass.output(0)))
                .row(image(pass.output(2)))
                .write(directory.resolve("maps.png"));
    }

    /** The only image of a batch. */
    private static INDArray image(INDArray batch) {
        return batch.tensorAlongDimension(0, 1, 2, 3);
    }
}
