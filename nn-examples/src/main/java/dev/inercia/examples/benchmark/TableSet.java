package dev.inercia.examples.benchmark;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.SigmoidBinaryCrossEntropy;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.nn.metric.Average;
import dev.inercia.nn.metric.AveragePrecision;
import dev.inercia.nn.metric.BinaryAccuracy;
import dev.inercia.nn.metric.Metric;
import dev.inercia.nn.metric.MultiLabelF1;
import dev.inercia.nn.metric.R2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The tables that {@code tables.py} writes, with their problems and metrics. */
enum TableSet {
    BREAST_CANCER(Kind.BINARY, 1, new BinaryAccuracy()),
    WINE(Kind.CLASSES, 3, new Accuracy()),
    DIGITS(Kind.CLASSES, 10, new Accuracy()),
    DIABETES(Kind.VALUES, 1, new R2()),
    FRIEDMAN1(Kind.VALUES, 1, new R2()),
    IMBALANCED(Kind.BINARY, 1, new AveragePrecision()),
    MULTILABEL(Kind.LABELS, 5, new MultiLabelF1(Average.MICRO));

    /** The kind of target. */
    enum Kind {
        BINARY(new Sigmoid(), new SigmoidBinaryCrossEntropy()),
        CLASSES(new Softmax(), new SoftmaxCrossEntropy()),
        LABELS(new Sigmoid(), new SigmoidBinaryCrossEntropy()),
        VALUES(new Identity(), new MeanSquaredError());

        private final Activation output;
        private final Loss loss;

        Kind(Activation output, Loss loss) {
            this.output = output;
            this.loss = loss;
        }

        Activation output() {
            return output;
        }

        Loss loss() {
            return loss;
        }
    }

    private final Kind kind;
    private final int outputs;
    private final Metric metric;

    TableSet(Kind kind, int outputs, Metric metric) {
        this.kind = kind;
        this.outputs = outputs;
        this.metric = metric;
    }

    Kind kind() {
        return kind;
    }

    /** The number of units of the last layer. */
    int outputs() {
        return outputs;
    }

    /** An empty metric. */
    Metric metric() {
        return metric.fresh();
    }

    /** The number of target columns in the file. */
    int targets() {
        return kind == Kind.LABELS ? outputs : 1;
    }

    /** Its name in tables and files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the rows from a CSV file of numbers with a header line. */
    double[][] read(Path directory) {
        Path file = directory.resolve(this + ".csv");
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.subList(1, lines.size()).stream()
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
