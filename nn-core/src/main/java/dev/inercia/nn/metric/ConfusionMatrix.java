package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The counts of (actual, predicted) classes, with precision, recall and F1 per class. Its value is the accuracy.
 *
 * <p>Has one class per output of the predictions, two for a single output, whether or not they occur. Counts are
 * numbers of examples; fractions are weighted if examples have weights.
 */
public final class ConfusionMatrix implements Metric {

    private final Classes classes = new Classes();
    private final List<String> names;
    /** The names given, or those that the data has. */
    private List<String> shown;

    /** [actual][predicted], with a last column for NaN predictions. */
    private int[][] counts = {};

    private double[][] weights = {};

    /** Names the classes as the data does, or by their indices. */
    public ConfusionMatrix() {
        this(List.of());
    }

    /**
     * Names the classes.
     *
     * @param names one per class; empty for those of the data
     */
    public ConfusionMatrix(List<String> names) {
        this.names = List.copyOf(names);
        shown = this.names;
    }

    /**
     * A matrix with the numbers of another one, see {@link #table}.
     *
     * @param table {@code [2, classes, classes + 1]}, DOUBLE
     * @param names one per class
     */
    public static ConfusionMatrix of(INDArray table, List<String> names) {
        int classes = names.size();
        if (classes == 0 || !Arrays.equals(table.shape(), new long[] {2, classes, classes + 1})) {
            throw new IllegalArgumentException("Expected a table of shape [2, " + classes + ", " + (classes + 1)
                    + "], but got " + Arrays.toString(table.shape()));
        }
        ConfusionMatrix matrix = new ConfusionMatrix(names);
        matrix.counts = new int[classes][classes + 1];
        matrix.weights = new double[classes][classes + 1];
        double[] numbers = table.ravel().toDoubleVector();
        int at = numbers.length / 2;
        for (int i = 0; i < at; i++) {
            matrix.counts[i / (classes + 1)][i % (classes + 1)] = (int) numbers[i];
            matrix.weights[i / (classes + 1)][i % (classes + 1)] = numbers[at + i];
        }
        return matrix;
    }

    /**
     * All numbers, from which {@link #of} makes an equal matrix: the counts {@code [actual, predicted]} and the sums of
     * weights; the last column is for predictions that are not numbers.
     *
     * @return {@code [2, classes, classes + 1]}, DOUBLE, a new array
     */
    public INDArray table() {
        int classes = counts.length;
        double[] numbers = new double[2 * classes * (classes + 1)];
        int at = numbers.length / 2;
        for (int i = 0; i < at; i++) {
            numbers[i] = counts[i / (classes + 1)][i % (classes + 1)];
            numbers[at + i] = weights[i / (classes + 1)][i % (classes + 1)];
        }
        return Nd4j.createFromArray(numbers).reshape('c', 2, classes, classes + 1);
    }

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public ConfusionMatrix fresh() {
        return new ConfusionMatrix(names);
    }

    @Override
    public void requireFits(Problem problem) {
        Classes.requireClasses("ConfusionMatrix", problem);
    }

    @Override
    public void classNames(List<String> told) {
        shown = names.isEmpty() ? List.copyOf(told) : names;
    }

    @Override
    public void thresholds(double[] thresholds) {
        classes.thresholds(thresholds);
    }

    @Override
    public void add(INDArray predictions, INDArray targets, double[] rowWeights) {
        classes.read(predictions, targets, rowWeights);
        if (counts.length == 0) {
            if (!names.isEmpty() && names.size() != classes.count()) {
                throw new IllegalArgumentException("Expected a name for each of the " + classes.count()
                        + " classes, but got " + names.size() + ": " + names);
            }
            shown = shown.size() == classes.count() ? shown : List.of();
            counts = new int[classes.count()][classes.count() + 1];
            weights = new double[classes.count()][classes.count() + 1];
        }
        if (classes.count() != counts.length) {
            throw new IllegalArgumentException("Expected predictions of " + counts.length
                    + " classes, as in the first batch, but got " + classes.count());
        }
        for (int row = 0; row < classes.rows(); row++) {
            if (classes.weight(row) > 0) {
                int predicted = classes.predicted(row);
                int column = predicted == Classes.NONE ? counts.length : predicted;
                counts[classes.actual(row)][column]++;
                weights[classes.actual(row)][column] += classes.weight(row);
            }
        }
    }

    /** The number of examples of class {@code actual} predicted as {@code predicted}. */
    public int count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** The number of classes; 0 before anything was added. */
    public int classes() {
        return counts.length;
    }

    /** The number of right predictions. */
    public int correct() {
        return IntStream.range(0, counts.length).map(c -> counts[c][c]).sum();
    }

    /** The number of predictions. */
    public int total() {
        return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    }

    /** The number of predictions of a class. */
    public int predicted(int predicted) {
        return Arrays.stream(counts).mapToInt(row -> row[predicted]).sum();
    }

    /** The number of examples of a class. */
    public int actual(int actual) {
        return Arrays.stream(counts[actual]).sum();
    }

    /** The names of the classes, or their indices. */
    public List<String> classNames() {
        return IntStream.range(0, counts.length).mapToObj(this::className).toList();
    }

    /** The name of a class. */
    public String className(int c) {
        return shown.isEmpty() ? String.valueOf(c) : shown.get(c);
    }

    private double predictedWeight(int predicted) {
        return Arrays.stream(weights).mapToDouble(row -> row[predicted]).sum();
    }

    private double actualWeight(int actual) {
        return Arrays.stream(weights[actual]).sum();
    }

    private double sum(IntToDoubleFunction ofClass) {
        return IntStream.range(0, counts.length).mapToDouble(ofClass).sum();
    }

    private double totalWeight() {
        return sum(this::actualWeight);
    }

    /** The accuracy, in [0, 1], weighted. */
    @Override
    public double value() {
        Share.requireRows(this, total());
        return accuracy();
    }

    double accuracy() {
        return sum(c -> weights[c][c]) / totalWeight();
    }

    /** Of the predictions of a class, the fraction that were right; NaN if it was never predicted. */
    public double precision(int c) {
        return weights[c][c] / predictedWeight(c);
    }

    /** Of the examples of a class, the fraction that were recognised; NaN if it never occurred. */
    public double recall(int c) {
        return weights[c][c] / actualWeight(c);
    }

    /** The harmonic mean of precision and recall, {@code 2 right / (predicted + occurred)}; NaN if both are 0. */
    public double f1(int c) {
        return 2 * weights[c][c] / (predictedWeight(c) + actualWeight(c));
    }

    /** The average precision of the classes that were predicted or occurred; one never predicted counts as 0. */
    public double precision(Average average) {
        return average(average, this::precision, sum(this::predictedWeight));
    }

    /** The average recall of the classes that were predicted or occurred; one that never occurred counts as 0. */
    public double recall(Average average) {
        return average(average, this::recall, totalWeight());
    }

    /** The average F1 of the classes that were predicted or occurred: the mean of the F1s, not the F1 of the means. */
    public double f1(Average average) {
        return average(average, this::f1, (sum(this::predictedWeight) + totalWeight()) / 2);
    }

    /** The mean F1 of the classes that were predicted or occurred. */
    public double macroF1() {
        return f1(Average.MACRO);
    }

    /** The mean recall of the classes that occurred; equals the accuracy if they are balanced. */
    public double balancedAccuracy() {
        return IntStream.range(0, counts.length)
                .filter(c -> actual(c) > 0)
                .mapToDouble(this::recall)
                .average()
                .orElse(Double.NaN);
    }

    private double average(Average average, IntToDoubleFunction ofClass, double all) {
        IntToDoubleFunction defined = c -> Double.isNaN(ofClass.applyAsDouble(c)) ? 0 : ofClass.applyAsDouble(c);
        return switch (average) {
            case MICRO -> sum(c -> weights[c][c]) / all;
            case WEIGHTED -> sum(c -> actualWeight(c) * defined.applyAsDouble(c)) / totalWeight();
            case MACRO ->
                IntStream.range(0, counts.length)
                        .filter(c -> predicted(c) + actual(c) > 0)
                        .mapToDouble(defined)
                        .average()
                        .orElse(Double.NaN);
        };
    }

    /**
     * Matthews' correlation of actual and predicted classes, from -1 to 1; 0 if either is constant. Source: Gorodkin,
     * "Comparing two K-category assignments by a K-category correlation coefficient", 2004.
     */
    public double matthews() {
        double total = totalWeight();
        double covariance = total * sum(c -> weights[c][c]) - sum(c -> actualWeight(c) * predictedWeight(c));
        double ofActual = total * total - sum(c -> actualWeight(c) * actualWeight(c));
        double ofPredicted = total * total - sum(c -> predictedWeight(c) * predictedWeight(c));
        double product = ofActual * ofPredicted;
        return product == 0 ? 0 : covariance / Math.sqrt(product);
    }

    /** The only class ever predicted, if several occurred: a sign of a collapsed classifier. */
    public OptionalInt onlyPrediction() {
        int[] predicted =
                IntStream.range(0, counts.length).filter(c -> predicted(c) > 0).toArray();
        long occurred =
                IntStream.range(0, counts.length).filter(c -> actual(c) > 0).count();
        return predicted.length == 1 && occurred > 1 ? OptionalInt.of(predicted[0]) : OptionalInt.empty();
    }

    /** A table: a row for each actual class, a column for each predicted one, then recall, precision and F1. */
    @Override
    public String toString() {
        return ConfusionTable.of(this);
    }
}
