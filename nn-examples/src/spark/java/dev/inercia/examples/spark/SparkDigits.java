package dev.inercia.examples.spark;

import dev.inercia.examples.Console;
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
import dev.inercia.tune.SearchResult;
import dev.inercia.tune.Space;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Searches the settings of a digit network in Spark's executors, then trains the best one on all of them. */
@Command(
        name = "spark-digits",
        description = "Searches learning rate and batch size, then trains with the best of them, on Apache Spark.",
        sortOptions = false)
public final class SparkDigits implements Callable<Integer> {

    /** What is shipped: a network with one hidden layer, and how to train it. */
    record Settings(int units, double learningRate, int batchSize, int epochs) implements Recipe {

        @Override
        public Trainer trainer() {
            Network network = Network.input(784)
                    .layer(new Dense(units, new Relu()))
                    .layer(new Dense(10))
                    .output(new Softmax())
                    .seed(1)
                    .build();
            return new Trainer(network, new SoftmaxCrossEntropy(), new Adam(learningRate))
                    .batchSize(batchSize)
                    .epochs(epochs);
        }

        Settings epochs(int value) {
            return new Settings(units, learningRate, batchSize, value);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "learning rate %.4g, batch size %d", learningRate, batchSize);
        }
    }

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory with MNIST's four files, on every machine. By default the one in the environment"
                    + " variable INERCIA_DATA, otherwise digits that are drawn.")
    private Path data;

    @Option(
            names = "--master",
            paramLabel = "URL",
            defaultValue = "local[2]",
            description = "local[N], or spark://host:port; by default ${DEFAULT-VALUE}, two threads of this process.")
    private String master;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "2",
            description = "Parts that the training data is split into, by default ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "5", description = "By default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(names = "--every", paramLabel = "N", description = "Averages every N steps; by default once an epoch.")
    private Integer every;

    @Option(
            names = "--units",
            paramLabel = "N",
            defaultValue = "100",
            description = "Units of the hidden layer, by default ${DEFAULT-VALUE}.")
    private int units;

    @Option(names = "--no-search", description = "Trains at once, with learning rate 0.001 and batch size 10.")
    private boolean noSearch;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A setting of Spark, such as spark.executor.memory=2g; may be repeated.")
    private Map<String, String> conf = Map.of();

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        if (SparkJvm.isOpen()) {
            Console.main(new SparkDigits(), args);
            return;
        }
        int code = SparkJvm.run(SparkDigits.class, args);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() {
        Console.requireAtLeastOne("--partitions", partitions);
        Console.requireAtLeastOne("--epochs", epochs);
        Console.requireAtLeastOne("--every", every);
        Console.requireAtLeastOne("--units", units);
        String directory = DigitDirectory.of(data);
        int size = DigitRows.train(Path.of(directory)).size();
        int split = size - size / 6;
        SparkConf settings = new SparkConf();
        conf.forEach(settings::set);
        try (JavaSparkContext context = SparkJvm.context(master, settings)) {
            System.out.println("Data: " + directory + "\nSpark " + context.version() + ", " + context.master());
            run(context, new DigitPart(directory, 0, split), new DigitPart(directory, split, size));
        }
        return 0;
    }

    private void run(JavaSparkContext context, DigitPart training, DigitPart validation) {
        Settings best = noSearch
                ? new Settings(units, 0.001, 10, epochs)
                : search(context, training, validation).epochs(epochs);
        System.out.println("\nTraining on " + partitions + " partitions with " + best + ", averaging "
                + (every == null ? "once an epoch" : "every " + every + " steps"));
        AveragedTraining<Integer> averaged = new AveragedTraining<>(
                        best, PartitionReader.of(training.split(partitions)))
                .validation(validation.load())
                .onEpoch(System.out::println);
        TrainingResult result = (every == null ? averaged : averaged.everySteps(every))
                .train(context, PartitionReader.partitions(context, partitions));
        result.history().stopReason().ifPresent(reason -> System.out.println("Stopped: " + reason));
        System.out.println(result.cost());
        DigitRows rows = DigitRows.test(Path.of(training.directory()));
        Dataset test = rows.read(0, rows.size());
        Accuracy accuracy = result.network().evaluate(test, new Accuracy());
        System.out.println("Test: " + accuracy.correct() + " / " + test.size());
    }

    private Settings search(JavaSparkContext context, DigitPart training, DigitPart validation) {
        Space<Settings> space =
                choice -> new Settings(units, choice.oneOf(0.0003, 0.001, 0.003, 0.01), choice.oneOf(10, 30), 1);
        List<Settings> candidates = space.grid();
        System.out.println("\nSearching among " + candidates.size() + " candidates");
        long start = System.nanoTime();
        SearchResult<Settings> result = new SparkSearch<Settings>(training, validation)
                .by(Accuracy::new)
                .run(context, candidates);
        System.out.printf(Locale.ROOT, "%s%n%.2f s%n", result, (System.nanoTime() - start) / 1e9);
        return result.best()
                .orElseThrow(() -> new IllegalStateException("No candidate could be trained"))
                .candidate();
    }
}
