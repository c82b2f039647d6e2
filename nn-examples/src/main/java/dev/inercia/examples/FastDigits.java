package dev.inercia.examples;

import dev.inercia.examples.pad.DigitNetwork;
import dev.inercia.examples.report.output.TrainingRecord;
import dev.inercia.mnist.Mnist;
import dev.inercia.mnist.augment.Shift;
import dev.inercia.nn.Network;
import dev.inercia.nn.NetworkBuilder;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.schedule.OneCycle;
import dev.inercia.plot.Numbers;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * 99 % of MNIST's test images in a few seconds, or 99.4 % in twice as many: a small convolutional network, one cycle of the
 * learning rate over one epoch or two, images shifted by a pixel. Prints the clock at every stage, from the start of the JVM
 * on.
 *
 * <p>The recipes were chosen on the validation images ({@code --validate}, which trains on the other 50,000); otherwise they
 * train on all 60,000.
 */
@Command(name = "fast-digits", description = "99 % of MNIST in a few seconds.", sortOptions = false)
public final class FastDigits implements Callable<Integer> {

    private static final int BATCH_SIZE = 64;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory with MNIST's four files; by default as Mnist.load().")
    private Path directory;

    @Option(names = "--to", paramLabel = "PERCENT", defaultValue = "99", description = "99 (the default) or 99.4.")
    private double goal;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed, by default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--validate", description = "Trains on 50,000 and measures on the validation images instead.")
    private boolean isValidating;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-fast-digits",
            description = "Where each run creates its directory, by default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    private final StringBuilder clock = new StringBuilder();
    private final long begun = System.currentTimeMillis();
    private long last = begun;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        // Starts ND4J while arguments and data are read, which takes as long.
        Thread start = new Thread(() -> network(false, 1), "start");
        start.setDaemon(true);
        start.start();
        Console.main(new FastDigits(), args);
    }

    @Override
    public Integer call() {
        if (goal != 99 && goal != 99.4) {
            throw new IllegalArgumentException("--to must be 99 or 99.4, but is " + goal);
        }
        boolean isFar = goal > 99;
        Mnist mnist = (directory == null ? Mnist.load() : Mnist.load(directory)).images();
        tick("data read and checked");
        Network network = network(isFar, seed);
        Dataset training = isValidating ? mnist.training() : mnist.train();
        int epochs = isFar ? 2 : 1;
        double peakRate = isFar ? 0.012 : 0.015;
        Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(peakRate))
                .batchSize(BATCH_SIZE)
                .epochs(epochs)
                .seed(seed)
                .schedule(new OneCycle(epochs, 0.3, 0.1, 0.001, 0.9, 0.9))
                .listeners(List.of());
        tick("network built");
        History history = trainer.train(training.augmented(new Shift(1), seed));
        tick("trained");
        Dataset test = isValidating ? mnist.validation() : mnist.test();
        double accuracy = network.evaluate(test, new Accuracy()).value();
        tick("tested");
        long end = System.currentTimeMillis();
        String result = String.format(
                Locale.ROOT,
                "%.2f %% of %,d %s images",
                100 * accuracy,
                test.size(),
                isValidating ? "validation" : "test");
        System.out.println(result);
        // Asked for last, because it takes time itself.
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.printf(Locale.ROOT, "%6.2f s  JVM started%n%s", (begun - start) / 1e3, clock);
        System.out.printf(Locale.ROOT, "%6.2f s  in all%n%s%n", (end - start) / 1e3, mnist.source());
        new TrainingRecord("99 % of MNIST in a few seconds", mnist.source())
                .add("to " + Numbers.text(goal) + " %", trainer, history)
                .measured(result)
                .measured(clock.toString().stripTrailing())
                .write(out);
        return 0;
    }

    private void tick(String what) {
        long now = System.currentTimeMillis();
        clock.append(String.format(Locale.ROOT, "%6.2f s  %s%n", (now - last) / 1e3, what));
        last = now;
    }

    /** The network for 99.4 % or for 99 %. */
    static Network network(boolean isFar, long seed) {
        NetworkBuilder input = Network.input(28, 28, 1);
        NetworkBuilder network = isFar ? new DigitNetwork(16, 32, 48).after(input) : strided(input);
        return network.seed(seed).build();
    }

    /** Convolutions that step over two pixels leave less to compute than pooling does. */
    private static NetworkBuilder strided(NetworkBuilder input) {
        return input.layer(convolution(16, 4).stride(2))
                .layer(new BatchNorm())
                .layer(new Activate(new Relu()))
                .layer(convolution(32, 4).stride(2))
                .layer(new BatchNorm())
                .layer(new Activate(new Relu()))
                .layer(convolution(64, 3))
                .layer(new BatchNorm())
                .layer(new Activate(new Relu()))
                .layer(new Flatten())
                .layer(new Dense(10))
                .output(new Softmax());
    }

    private static Conv2d convolution(int filters, int side) {
        return new Conv2d(filters, side).withoutBias();
    }
}
