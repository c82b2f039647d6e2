package dev.inercia.nn.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How often each class was taken for which, and precision, recall and F1 of each.
 *
 * <p>Made for a number of classes, or of as many as the first predictions have.
 */
public final class ConfusionMatrix implements Metric {

    private final Classes classes = new Classes();
    /** [actual][predicted], and behind the classes a column for predictions that are not a number. */
    private int[][] counts = {};

    private List<String> names = List.of();

    /** A matrix whose classes are called by their index. */
    public ConfusionMatrix() {}

    /**
     * A matrix whose classes have names.
     *
     * @param names one for each class
     */
    public ConfusionMatrix(List<String> names) {
        this.names = List.copyOf(names);
    }

    @Override
    public void add(INDArray predictions, INDArray targets) {
        classes.read(predictions, targets);
        if (counts.length == 0) {
            if (!names.isEmpty() && names.size() != classes.count()) {
                throw new IllegalArgumentException("Expected a name for each of the " + classes.count()
                        + " classes, but got " + names.size() + ": " + names);
            }
            counts = new int[classes.count()][classes.count() + 1];
        }
        if (classes.count() != counts.length) {
            throw new IllegalArgumentException("Expected predictions of " + counts.length
                    + " classes, as in the first batch, but got " + classes.count());
        }
        for (int row = 0; row < classes.rows(); row++) {
            int predicted = classes.predicted(row);
            counts[classes.actual(row)][predicted == Classes.NONE ? counts.length : predicted]++;
        }
    }

    /** How often the class {@code actual} was taken for {@code predicted}. */
    public int count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** The number of classes; 0 before anything was taken up. */
    public int classes() {
        return counts.length;
    }

    /** How many predictions were right. */
    public int correct() {
        return IntStream.range(0, counts.length).map(c -> counts[c][c]).sum();
    }

    /** How many predictions were taken up. */
    public int total() {
        return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    }

    /** The accuracy, from 0 to 1; NaN if nothing was taken up. */
    @Override
    public double value() {
        return (double) correct() / total();
    }

    /** How often a class was predicted. */
    public int predicted(int predicted) {
        return Arrays.stream(counts).mapToInt(row -> row[predicted]).sum();
    }

    /** How often a class really occurred. */
    public int actual(int actual) {
        return Arrays.stream(counts[actual]).sum();
    }

    /** Of the predictions of a class, the share that was right; NaN if it was never predicted. */
    public double precision(int c) {
        return (double) counts[c][c] / predicted(c);
    }

    /** Of the occurrences of a class, the share that was recognised; NaN if it never occurred. */
    public double recall(int c) {
        return (double) counts[c][c] / actual(c);
    }

    /** The harmonic mean of precision and recall, {@code 2 right / (predicted + occurred)}; NaN if both are 0. */
    public double f1(int c) {
        return 2.0 * counts[c][c] / (predicted(c) + actual(c));
    }

    /** The mean F1 of the classes that were predicted or occurred. */
    public double macroF1() {
        return IntStream.range(0, counts.length)
                .mapToDouble(this::f1)
                .filter(f1 -> !Double.isNaN(f1))
                .average()
                .orElse(Double.NaN);
    }

    /** The only class ever predicted, if there is just one though several occurred: a collapsed classifier. */
    public OptionalInt onlyPrediction() {
        int[] predicted =
                IntStream.range(0, counts.length).filter(c -> predicted(c) > 0).toArray();
        long occurred =
                IntStream.range(0, counts.length).filter(c -> actual(c) > 0).count();
        return predicted.length == 1 && occurred > 1 ? OptionalInt.of(predicted[0]) : OptionalInt.empty();
    }

    private String name(int c) {
        if (c == counts.length) {
            return "NaN";
        }
        return names.isEmpty() ? String.valueOf(c) : names.get(c);
    }

    /** A table: a row for each actual class, a column for each predicted one, then recall, precision and F1. */
    @Override
    public String toString() {
        int columns = counts.length > 0 && predicted(counts.length) > 0 ? counts.length + 1 : counts.length;
        int label = "actual".length();
        int cell = Math.max(6, String.valueOf(total()).length() + 1);
        for (int c = 0; c < counts.length; c++) {
            label = Math.max(label, name(c).length());
            cell = Math.max(cell, Math.min(name(c).length(), 10) + 1);
        }
        StringBuilder table = new StringBuilder();
        table.append(String.format("%-" + label + "s", "actual"));
        for (int c = 0; c < columns; c++) {
            table.append(String.format("%" + cell + ".10s", name(c)));
        }
        table.append("    recall  precision      F1\n");
        for (int c = 0; c < counts.length; c++) {
            table.append(String.format("%-" + label + "s", name(c)));
            for (int predicted = 0; predicted < columns; predicted++) {
                table.append(String.format(Locale.ROOT, "%" + cell + "d", counts[c][predicted]));
            }
            table.append(String.format(Locale.ROOT, "%10.4f%11.4f%8.4f\n", recall(c), precision(c), f1(c)));
        }
        return table.append(String.format(
                        Locale.ROOT,
                        "%d / %d correct, accuracy %.4f, macro F1 %.4f",
                        correct(),
                        total(),
                        value(),
                        macroF1()))
                .toString();
    }
}
