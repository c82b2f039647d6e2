package dev.inercia.train;

import dev.inercia.nn.check.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Epochs as a table of numbers, one row each, so that a history of thousands of epochs takes little space and time. */
final class EpochTable {

    private static final int OWN = 8;
    private static final int OF_MEASURE = 3;

    /** The measures in order; each has columns for its presence in an epoch, and for its values. */
    record Columns(int epochs, List<String> names, List<Boolean> higherIsBetter) {

        Columns {
            Range.atLeastZero("Checkpoint", "epochs", epochs);
            if (names.size() != higherIsBetter.size()) {
                throw new IllegalArgumentException("Expected a direction for each of " + names);
            }
        }

        int width() {
            return OWN + OF_MEASURE * names.size();
        }
    }

    private final Columns columns;
    /** {@code [epochs, width]}; null without epochs. */
    private final INDArray numbers;

    private EpochTable(Columns columns, INDArray numbers) {
        this.columns = columns;
        this.numbers = numbers;
    }

    /** A table of zeros, to be filled. */
    static EpochTable zeros(Columns columns) {
        return new EpochTable(
                columns, columns.epochs == 0 ? null : Nd4j.create(DataType.DOUBLE, columns.epochs, columns.width()));
    }

    static EpochTable of(List<Epoch> epochs) {
        Map<String, Boolean> measures = new LinkedHashMap<>();
        epochs.forEach(
                epoch -> epoch.measures().forEach(measure -> measures.put(measure.name(), measure.higherIsBetter())));
        Columns columns = new Columns(epochs.size(), List.copyOf(measures.keySet()), List.copyOf(measures.values()));
        double[] row = new double[columns.width() * epochs.size()];
        int at = 0;
        for (Epoch epoch : epochs) {
            row[at++] = epoch.number();
            row[at++] = epoch.loss();
            row[at++] = epoch.validationLoss();
            row[at++] = epoch.correct();
            row[at++] = epoch.total();
            row[at++] = epoch.learningRate();
            row[at++] = epoch.trainingSeconds();
            row[at++] = epoch.evaluationSeconds();
            for (String name : columns.names) {
                Measure measure = epoch.measure(name).orElse(null);
                row[at++] = measure == null ? 0 : 1;
                row[at++] = measure == null ? 0 : measure.training();
                row[at++] = measure == null ? 0 : measure.validation();
            }
        }
        return new EpochTable(
                columns,
                epochs.isEmpty() ? null : Nd4j.createFromArray(row).reshape('c', epochs.size(), columns.width()));
    }

    Columns columns() {
        return columns;
    }

    Map<String, INDArray> arrays() {
        return numbers == null ? Map.of() : Map.of("epochs", numbers);
    }

    List<Epoch> epochs() {
        double[] row = numbers == null ? new double[0] : numbers.ravel().toDoubleVector();
        List<Epoch> epochs = new ArrayList<>();
        for (int from = 0; from < row.length; from += columns.width()) {
            List<Measure> measures = new ArrayList<>();
            for (int i = 0; i < columns.names.size(); i++) {
                int at = from + OWN + OF_MEASURE * i;
                if (row[at] == 1) {
                    measures.add(
                            new Measure(columns.names.get(i), columns.higherIsBetter.get(i), row[at + 1], row[at + 2]));
                }
            }
            epochs.add(new Epoch(
                    (int) row[from],
                    row[from + 1],
                    row[from + 2],
                    (int) row[from + 3],
                    (int) row[from + 4],
                    measures,
                    row[from + 5],
                    row[from + 6],
                    row[from + 7]));
        }
        return epochs;
    }
}
