package dev.inercia.examples;

import dev.inercia.examples.report.output.TrainingRecord;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Parts;
import dev.inercia.nn.data.csv.CsvTable;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Standardize;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.nn.metric.RocAuc;
import dev.inercia.optim.Adam;
import dev.inercia.plot.Axis;
import dev.inercia.plot.CountsPlot;
import dev.inercia.plot.Line;
import dev.inercia.plot.LinePlot;
import dev.inercia.train.EarlyStopping;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Classifies the rows of a CSV file: reads and splits it, trains with early stopping on the validation part, looks at the
 * test part once, saves the network, and predicts new rows with it.
 */
@Command(
        name = "tabular",
        description = "Classifies the rows of a CSV file. By default breast tumours by features of their cell nuclei.",
        sortOptions = false)
public final class Tabular implements Callable<Integer> {

    private static final String DEFAULT = "breast-cancer.csv";
    private static final String DEFAULT_NEW = "breast-cancer-new.csv";

    @Option(names = "--csv", paramLabel = "FILE", description = "A CSV file with a header, by default " + DEFAULT + ".")
    private Path csv;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            defaultValue = "diagnosis",
            description = "The column with the class, by default ${DEFAULT-VALUE}. All others are features.")
    private String label;

    @Option(names = "--new", paramLabel = "FILE", description = "A CSV file with new rows to classify.")
    private Path unlabelled;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed, by default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "inercia-tabular",
            description = "Where pictures and network go, by default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    /** Exits with 2 on a bad argument. */
    public static void main(String[] args) {
        Console.main(new Tabular(), args);
    }

    @Override
    public Integer call() {
        boolean isOwn = csv != null;
        CsvTable table = CsvTable.read(isOwn ? csv : copy(DEFAULT));
        Dataset data = table.labels(label);
        System.out.println(data);
        Parts parts = data.stratified(seed).split(0.6, 0.2);

        Network network = network(parts.training(), seed);
        Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.001))
                .epochs(300)
                .seed(seed)
                .validation(parts.validation())
                .listener(new EarlyStopping(20).restoringBest());
        History history = trainer.train(parts.training());
        Epoch best = history.best().orElseThrow();
        System.out.println("Best of " + history.epochs().size() + " epochs on "
                + parts.validation().size() + " validation rows: " + best);

        // The test rows are looked at once, when everything has been decided.
        ConfusionMatrix matrix = network.evaluate(parts.test(), new ConfusionMatrix());
        RocAuc auc = network.evaluate(parts.test(), new RocAuc());
        System.out.println("\nTest rows:\n" + matrix + "\n" + auc + "\n");
        Pictures.save(confusion(matrix), out);
        Pictures.save(roc(auc, data.classNames()), out);
        Path file = out.resolve("network.safetensors");
        network.save(file);
        System.out.println("Network: " + file.toAbsolutePath());
        new TrainingRecord(isOwn ? "Rows of " + csv.getFileName() : "Breast tumours", data.toString())
                .add("network", trainer, history)
                .measured("Test rows:\n" + matrix + "\n" + auc)
                .write(out);
        if (unlabelled != null || !isOwn) {
            predict(
                    Network.load(file),
                    CsvTable.read(unlabelled != null ? unlabelled : copy(DEFAULT_NEW))
                            .like(table));
        }
        return 0;
    }

    /** One hidden layer, behind a standardisation by the training rows. */
    static Network network(Dataset training, long seed) {
        return Network.input(training.features().size())
                .layer(Standardize.of(training))
                .layer(new Dense(32, new Relu()))
                .layer(new Dense(training.classes()))
                .output(new Softmax())
                .classes(training.classNames())
                .seed(seed)
                .build();
    }

    private void predict(Network network, CsvTable rows) {
        double[][] features = rows.features(label);
        List<String> classes = network.classify(features);
        double[][] probabilities = network.predict(features);
        System.out.println("\nNew rows:");
        for (int i = 0; i < features.length; i++) {
            int c = network.architecture().classNames().indexOf(classes.get(i));
            System.out.printf(Locale.ROOT, "%d: %s, probability %.3f%n", i + 1, classes.get(i), probabilities[i][c]);
        }
    }

    private static CountsPlot confusion(ConfusionMatrix matrix) {
        int n = matrix.classes();
        int[][] counts = new int[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                counts[i][j] = matrix.count(i, j);
            }
        }
        List<String> names = IntStream.range(0, n).mapToObj(matrix::className).toList();
        return new CountsPlot("confusion", "Test rows by class", "actual", "predicted", names, counts);
    }

    /** A curve for each class against the rest; of two classes, one says it all. */
    private static LinePlot roc(RocAuc auc, List<String> names) {
        List<Line> curves = new ArrayList<>();
        for (int c = names.size() == 2 ? 1 : 0; c < names.size(); c++) {
            List<RocAuc.Point> points = auc.curve(c);
            curves.add(new Line(
                    String.format(Locale.ROOT, "%s: area %.4f", names.get(c), auc.value(c)),
                    curves.size(),
                    false,
                    points.stream().mapToDouble(RocAuc.Point::falsePositiveRate).toArray(),
                    points.stream().mapToDouble(RocAuc.Point::truePositiveRate).toArray()));
        }
        double[] diagonal = {0, 1};
        curves.add(new Line("guessing: area 0.5", curves.size(), true, diagonal, diagonal));
        return new LinePlot(
                "roc",
                "ROC curve on test rows",
                Axis.linear("false positive rate").between(0, 1),
                Axis.linear("true positive rate").between(0, 1),
                curves);
    }

    /** Copies a table of this program to the output directory, where it can be looked at. */
    private Path copy(String name) {
        Path file = out.resolve(name);
        try (InputStream in = Tabular.class.getResourceAsStream("tabular/" + name)) {
            Files.createDirectories(out);
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
