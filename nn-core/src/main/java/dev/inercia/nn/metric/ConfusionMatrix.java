package dev.inercia.nn.metric;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The counts of (actual, predicted) classes, and precision, recall and F1 of each. Its value is the accuracy.
 *
 * <p>Has as many classes as predictions have outputs, two for a single output, whichever of them occur. Counts are
 * numbers of examples; shares are by weight, where examples have weights.
 */
public final class ConfusionMatrix implements Metric {

    private final Classes classes = new Classes();
    private final List<String> names;
    /** [actual][predicted], and behind the classes a column for predictions that are not a number. */
    private int[][] counts = {};

    private double[][] weights = {};

    /** A matrix whose classes are called by their index. */
    public ConfusionMatrix() {
        this(List.of());
    }

    /**
     * A matrix whose classes have names.
     *
     * @param names one for each class; none to call them by their index
     */
    public ConfusionMatrix(List<String> names) {
        this.names = List.copyOf(names);
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
    public ConfusionMatrix fresh() {
        return new ConfusionMatrix(names);
    }

    @Override
    public void requireFits(Problem problem) {
        Classes.requireClasses("ConfusionMatrix", problem);
    }

    @Override
    public void add(INDArray predictions, INDArray targets, double[] rowWeights) {
        classes.read(predictions, targets, rowWeights);
        if (counts.length == 0) {
            if (!names.isEmpty() && names.size() != classes.count()) {
                throw new IllegalArgumentException("Expected a name for each of the " + classes.count()
                        + " classes, but got " + names.size() + ": " + names);
            }
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

    /** How many examples of the class {@code actual} were predicted as {@code predicted}. */
    public int count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** The number of classes; 0 before anything was added. */
    public int classes() {
        return counts.length;
    }

    /** How many predictions were right. */
    public int correct() {
        return IntStream.range(0, counts.length).map(c -> counts[c][c]).sum();
    }

    /** How many predictions there were. */
    public int total() {
        return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    }

    /** How often a class was predicted. */
    public int predicted(int predicted) {
        return Arrays.stream(counts).mapToInt(row -> row[predicted]).sum();
    }

    /** How often a class occurred. */
    public int actual(int actual) {
        return Arrays.stream(counts[actual]).sum();
    }

    /** What a class is called. */
    public String className(int c) {
        return names.isEmpty() ? String.valueOf(c) : names.get(c);
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

    /** The accuracy, from 0 to 1, by weight. */
    @Override
    public double value() {
        Share.requireRows(this, total());
        return accuracy();
    }

    double accuracy() {
        return sum(c -> weights[c][c]) / totalWeight();
    }

    /** Of the predictions of a class, the share that was right; NaN if it was never predicted. */
    public double precision(int c) {
        return weights[c][c] / predictedWeight(c);
    }

    /** Of the occurrences of a class, the share that was recognised; NaN if it never occurred. */
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

    /** The average F1 of the classes that were predicted or occurred: the mean of theirs, not that of mean precision and recall. */
    public double f1(Average average) {
        return average(average, this::f1, (sum(this::predictedWeight) + totalWeight()) / 2);
    }

    /** The mean F1 of the classes that were predicted or occurred. */
    public double macroF1() {
        return f1(Average.MACRO);
    }

    /** The mean recall of the classes that occurred: the accuracy, if all of them occurred equally often. */
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
     * Matthews' correlation of actual and predicted classes, from -1 to 1; 0 if either is always the same. Source: Gorodkin,
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

    /** The only class ever predicted, if there is just one though several occurred: a collapsed classifier. */
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
