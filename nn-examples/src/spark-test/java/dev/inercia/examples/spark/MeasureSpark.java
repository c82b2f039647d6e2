package dev.inercia.examples.spark;

import dev.inercia.mnist.DigitRows;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.optim.Adam;
import dev.inercia.train.Trainer;
import dev.inercia.tune.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/** Prints the rows of the README's table: one argument, {@code machine}, {@code local} or {@code cluster}. */
final class MeasureSpark {

    private static final int EPOCHS = 5;

    /** A network with these hidden units in each of some layers. */
    record Digits(int units, int layers, int batchSize, double learningRate, int epochs) implements Recipe {

        @Override
        public Trainer trainer() {
            var network = Network.input(784);
            for (int i = 0; i < layers; i++) {
                network = network.layer(new Dense(units, new Relu()));
            }
            return new Trainer(
                            network.layer(new Dense(10))
                                    .output(new Softmax())
                                    .seed(1)
                                    .build(),
                            new SoftmaxCrossEntropy(),
                            new Adam(learningRate))
                    .batchSize(batchSize)
                    .epochs(epochs);
        }
    }

    private static final Digits SMALL = new Digits(100, 1, 10, 0.001, EPOCHS);
    private static final Digits LARGE = new Digits(512, 2, 128, 0.001, EPOCHS);

    private final DigitPart training;
    private final DigitPart validation;
    private final Dataset test;

    private MeasureSpark(String directory) {
        training = new DigitPart(directory, 0, 50_000);
        validation = new DigitPart(directory, 50_000, 60_000);
        test = DigitRows.test(Path.of(directory)).read(0, 10_000);
    }

    /** The name of the row, then a directory with MNIST. */
    public static void main(String[] args) throws IOException {
        MeasureSpark measure = new MeasureSpark(args[1]);
        switch (args[0]) {
            case "machine" -> measure.machine();
            case "local" -> Contexts.local("local[2]", measure::spark);
            default -> {
                try (Cluster cluster = new Cluster(Files.createTempDirectory("spark"))) {
                    Contexts.with(cluster.url(), cluster.conf(), measure::spark);
                }
            }
        }
    }

    private static List<Digits> candidates() {
        List<Digits> all = new ArrayList<>();
        for (double rate : new double[] {0.0003, 0.001, 0.003, 0.01}) {
            for (int batchSize : new int[] {10, 30}) {
                all.add(new Digits(100, 1, batchSize, rate, 1));
            }
        }
        return all;
    }

    private void machine() {
        Dataset data = training.load();
        SMALL.trainer().epochs(1).train(data); // to warm up
        for (Digits recipe : List.of(SMALL, LARGE)) {
            Trainer trainer = recipe.trainer();
            timed("trainer " + recipe, () -> {
                trainer.train(data);
                return "test " + correct(trainer.network());
            });
        }
        Dataset validated = validation.load();
        timed(
                "search on 2 threads",
                () -> String.valueOf(new Search<Digits>(Recipe::trainer)
                        .by(new Accuracy())
                        .threads(2)
                        .run(candidates(), data, validated)
                        .best()
                        .orElseThrow()));
    }

    private Object spark(JavaSparkContext context) {
        train(context, SMALL, 1000); // to warm up
        train(context, SMALL, 5000);
        train(context, LARGE, 5000);
        timed(
                "search",
                () -> String.valueOf(new SparkSearch<Digits>(training, validation)
                        .by(Accuracy::new)
                        .run(context, candidates())
                        .best()
                        .orElseThrow()));
        train(context, SMALL, 20);
        return null;
    }

    private void train(JavaSparkContext context, Digits recipe, int every) {
        timed(context.master() + " every " + every + " " + recipe, () -> {
            TrainingResult result = new AveragedTraining<>(recipe, PartitionReader.of(training.split(2)))
                    .everySteps(every)
                    .train(context, PartitionReader.partitions(context, 2));
            return "test " + correct(result.network()) + ", " + result.cost();
        });
    }

    private int correct(Network network) {
        return network.evaluate(test, new Accuracy()).correct();
    }

    private static void timed(String what, Supplier<String> work) {
        long start = System.nanoTime();
        String result = work.get();
        System.out.printf(Locale.ROOT, "%.2f s %s: %s%n", (System.nanoTime() - start) / 1e9, what, result);
    }
}
