package dev.inercia.examples;

import dev.inercia.examples.report.output.TrainingRecord;
import dev.inercia.mnist.DigitSet;
import dev.inercia.mnist.Mnist;
import dev.inercia.mnist.augment.Flip;
import dev.inercia.mnist.augment.Shift;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.GlobalAveragePool;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.MaxPool;
import dev.inercia.nn.layer.Padding;
import dev.inercia.nn.layer.Residual;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.optim.AdamW;
import dev.inercia.optim.schedule.OneCycle;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import dev.inercia.train.log.Progress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A small residual network on Fashion-MNIST: clothes in ten classes, flipped and shifted.
 *
 * <p>Source: He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", 2015.
 */
@Command(name = "residual-fashion", description = "A residual network on Fashion-MNIST.", sortOptions = false)
public final class ResidualFashion implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory with Fashion-MNIST's four files; by default the cache, filled from the mirrors.")
    private Path directory;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "8", description = "By default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "By default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--validate", description = "Trains on 50,000 and measures on the validation images instead.")
    private boolean isValidating;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-fashion",
            description = "Where each run creates its directory, by default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new ResidualFashion(), args);
    }

    @Override
    public Integer call() {
        Console.requireAtLeastOne("--epochs", epochs);
        DigitSet set = DigitSet.FASHION_MNIST;
        Mnist fashion = (directory == null ? Mnist.load(set) : Mnist.load(set, directory)).images();
        System.out.println(fashion.source());
        Dataset training = isValidating ? fashion.training() : fashion.train();
        Dataset test = isValidating ? fashion.validation() : fashion.test();
        Network network = network(seed);
        Trainer trainer = trainer(network, epochs, seed);
        History history = train(trainer, training, seed);
        ConfusionMatrix confusion = network.evaluate(test.named(fashion.classNames()), new ConfusionMatrix());
        System.out.println(confusion);
        String result = String.format(
                Locale.ROOT,
                "%.2f %% of %,d %s images, trained in %.0f s",
                100 * confusion.value(),
                test.size(),
                isValidating ? "validation" : "test",
                history.trainingSeconds());
        System.out.println(result);
        new TrainingRecord("A residual network on Fashion-MNIST", fashion.source())
                .add("residual network", trainer, history)
                .measured(confusion.toString())
                .measured(result)
                .write(out);
        return 0;
    }

    /** A convolution, then a residual block at each of two scales. */
    static Network network(long seed) {
        return Network.input(28, 28, 1)
                .layer(block(16))
                .layer(new MaxPool(2))
                .layer(block(32))
                .layer(residual(32))
                .layer(new MaxPool(2))
                .layer(block(64))
                .layer(residual(64))
                .layer(new GlobalAveragePool())
                .layer(new Dense(10))
                .output(new Softmax())
                .seed(seed)
                .build();
    }

    private static Layer block(int filters) {
        return new Sequential(convolution(filters), new BatchNorm(), new Activate(new Relu()));
    }

    private static Layer residual(int filters) {
        return new Sequential(
                new Residual(new Sequential(block(filters), convolution(filters), new BatchNorm())),
                new Activate(new Relu()));
    }

    private static Conv2d convolution(int filters) {
        return new Conv2d(filters, 3).padding(Padding.SAME).withoutBias();
    }

    static Trainer trainer(Network network, int epochs, long seed) {
        return new Trainer(network, new SoftmaxCrossEntropy(), new AdamW(0.01))
                .batchSize(128)
                .epochs(epochs)
                .seed(seed)
                .schedule(new OneCycle(epochs))
                .listener(Progress.on(System.err));
    }

    static History train(Trainer trainer, Dataset training, long seed) {
        return trainer.train(training.augmented(new Flip(), seed).augmented(new Shift(1), seed));
    }
}
