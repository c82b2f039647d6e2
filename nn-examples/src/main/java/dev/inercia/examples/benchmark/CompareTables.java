package dev.inercia.examples.benchmark;

import dev.inercia.examples.Console;
import dev.inercia.examples.report.output.Machine;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.metric.Metric;
import dev.inercia.optim.Adam;
import dev.inercia.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares test metrics and times with scikit-learn's multi-layer perceptrons on seven tables, over many seeds. Both
 * get the same splits and settings (one hidden layer of 100 ReLU units, Adam at 0.001, batches of 32) and are measured
 * by the same metrics.
 */
@Command(
        name = "compare-tables",
        description =
                "Trains on seven tables beside scikit-learn, over many seeds, and compares test metrics and times.",
        sortOptions = false)
public final class CompareTables implements Callable<Integer> {

    private static final int HIDDEN = 100;
    private static final double LEARNING_RATE = 0.001;
    private static final int BATCH_SIZE = 32;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the tables are, as CSV; by default scikit-learn writes them into a temporary directory.")
    private Path data;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "TABLE",
            description = "Only these of ${COMPLETION-CANDIDATES}.")
    private List<TableSet> only;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Splits of each table, by default ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "50",
            description = "Epochs of every training, by default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--python",
            paramLabel = "FILE",
            description = "The Python interpreter; by default the first on the path that can import scikit-learn.")
    private String python;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new CompareTables(), args);
    }

    @Override
    public Integer call() throws IOException {
        Console.requireAtLeastOne("--seeds", seeds);
        Console.requireAtLeastOne("--epochs", epochs);
        Path directory = Files.createTempDirectory("inercia-tables");
        try {
            Contestant peer = Contestants.onTables(directory, Optional.ofNullable(python));
            System.out.println(Machine.description() + ", " + Machine.java() + ", " + peer.name() + " " + peer.version()
                    + "; " + seeds + " splits, " + epochs + " epochs\n");
            compare(peer, directory);
        } finally {
            Benchmark.delete(directory);
        }
        return 0;
    }

    private List<TableResult> compare(Contestant peer, Path directory) {
        Path tables = data == null ? written(peer, directory) : data;
        Set<TableSet> sets = only == null ? EnumSet.allOf(TableSet.class) : EnumSet.copyOf(only);
        List<TableResult> results = new ArrayList<>();
        System.out.println(TableResult.head());
        try (Rival rival = Rival.start(peer, Variant.threads(1), List.of(directory.toString()), directory)) {
            for (TableSet set : sets) {
                TableResult result = compare(set, set.read(tables), rival, directory);
                results.add(result);
                System.out.println(result.row());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%nMean difference over tables: %+.2f%n",
                100
                        * results.stream()
                                .mapToDouble(TableResult::difference)
                                .average()
                                .orElseThrow());
        return results;
    }

    private static Path written(Contestant peer, Path directory) {
        List<String> command = new ArrayList<>(peer.command());
        command.addAll(List.of("write", directory.toString()));
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(peer.name() + " could not write the tables: exit code " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
        return directory;
    }

    private TableResult compare(TableSet set, double[][] rows, Rival rival, Path directory) {
        TableResult result =
                new TableResult(set, new double[seeds], new double[seeds], new double[seeds], new double[seeds]);
        for (int seed = 0; seed < seeds; seed++) {
            TableSplit split = TableSplit.of(set, rows, seed);
            Network network = network(set, split.x()[0].length, seed);
            Trainer trainer = trainer(set, network, seed);
            Dataset training = dataset(set, split.x(), split.y());
            long start = System.nanoTime();
            trainer.train(training);
            result.ourSeconds()[seed] = (System.nanoTime() - start) / 1e9;
            result.ours()[seed] = measure(set, network.predict(Nd4j.create(split.testX())), split.testY());

            TableFiles.write(directory, split);
            String kind = set.kind() == TableSet.Kind.VALUES ? "values" : "classes";
            result.theirSeconds()[seed] = rival.time("fit " + kind + " " + epochs, seed) / 1e6;
            result.theirs()[seed] = measure(set, Nd4j.create(TableFiles.predictions(directory)), split.testY());
        }
        return result;
    }

    static Network network(TableSet set, int features, long seed) {
        return Network.input(features)
                .layer(new Dense(HIDDEN, new Relu()))
                .layer(new Dense(set.outputs()))
                .output(set.kind().output())
                .seed(seed)
                .build();
    }

    private Trainer trainer(TableSet set, Network network, long seed) {
        return new Trainer(network, set.kind().loss(), new Adam(LEARNING_RATE))
                .batchSize(BATCH_SIZE)
                .epochs(epochs)
                .seed(seed);
    }

    static Dataset dataset(TableSet set, float[][] x, float[][] y) {
        return set.kind() == TableSet.Kind.CLASSES ? Dataset.of(x, indices(y), set.outputs()) : Dataset.of(x, y);
    }

    private static int[] indices(float[][] targets) {
        int[] indices = new int[targets.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) targets[i][0];
        }
        return indices;
    }

    static double measure(TableSet set, INDArray predictions, float[][] targets) {
        Metric metric = set.metric();
        INDArray expected = Nd4j.create(targets);
        metric.add(predictions, set.kind() == TableSet.Kind.CLASSES ? expected.reshape(targets.length) : expected);
        return metric.value();
    }
}
