package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multi-label metrics: accuracy by label and by example, precision, recall and F1. Its value is the fraction of all
 * labels that are right. A label is predicted at the threshold or above; a target between 0 and 1 counts as a label
 * from 0.5 on.
 */
public final class MultiLabel implements Metric {

    private final Answers answers;
    private final Share exact = new Share();
    /** NaN for the network's. */
    private final double threshold;

    private Counts[] labels = {};

    /** The total weights of one label's rows, by predicted and actual value. */
    private static final class Counts {

        private double truePositives;
        private double falsePositives;
        private double falseNegatives;
        private double trueNegatives;

        void add(boolean predicted, boolean actual, double weight) {
            truePositives += predicted && actual ? weight : 0;
            falsePositives += predicted && !actual ? weight : 0;
            falseNegatives += !predicted && actual ? weight : 0;
            trueNegatives += !predicted && !actual ? weight : 0;
        }

        double total() {
            return truePositives + falsePositives + falseNegatives + trueNegatives;
        }
    }

    /** Uses the thresholds of the network, by default {@value BinaryAccuracy#THRESHOLD}. */
    public MultiLabel() {
        threshold = Double.NaN;
        answers = new Answers("MultiLabel");
    }

    /**
     * Uses the given threshold, whatever the network's.
     *
     * @param threshold in (0, 1), the same for all labels
     */
    public MultiLabel(double threshold) {
        Range.inside("MultiLabel", "threshold", threshold);
        this.threshold = threshold;
        answers = new Answers("MultiLabel", threshold);
    }

    @Override
    public String name() {
        return Double.isNaN(threshold) ? "label accuracy" : "label accuracy at " + threshold;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public MultiLabel fresh() {
        return Double.isNaN(threshold) ? new MultiLabel() : new MultiLabel(threshold);
    }

    @Override
    public void requireFits(Problem problem) {
        requireLabels("MultiLabel", problem);
    }

    /** Refuses problems without labels. */
    static void requireLabels(String metric, Problem problem) {
        if (problem == Problem.CLASSIFICATION || problem == Problem.REGRESSION) {
            throw new IllegalArgumentException(metric + " measures any number of labels per example, but this is a "
                    + problem.text() + " problem: use " + problem.metricName());
        }
    }

    @Override
    public void thresholds(double[] thresholds) {
        answers.thresholds(thresholds);
    }

    @Override
    public void add(INDArray predictions, INDArray targets, double[] weights) {
        answers.read(predictions, targets, weights);
        if (labels.length == 0) {
            labels = IntStream.range(0, answers.columns())
                    .mapToObj(label -> new Counts())
                    .toArray(Counts[]::new);
        }
        if (answers.columns() != labels.length) {
            throw new IllegalArgumentException("MultiLabel: expected predictions of " + labels.length
                    + " labels, as in the first batch, but got " + answers.columns());
        }
        for (int row = 0; row < answers.rows(); row++) {
            if (answers.weight(row) > 0) {
                add(row, answers.weight(row));
            }
        }
    }

    private void add(int row, double weight) {
        boolean right = true;
        for (int label = 0; label < labels.length; label++) {
            boolean predicted = answers.predicted(row, label);
            boolean actual = answers.actual(row, label);
            labels[label].add(predicted, actual, weight);
            right &= predicted == actual;
        }
        exact.add(right, weight);
    }

    /** The number of labels; 0 before anything was added. */
    public int labels() {
        return labels.length;
    }

    /** The number of examples. */
    public int total() {
        return exact.total();
    }

    /** The fraction of all labels of all examples that are right. */
    @Override
    public double value() {
        Share.requireRows(this, total());
        return accuracy();
    }

    private double accuracy() {
        return mean(this::accuracy);
    }

    /** The fraction of all labels of all examples that are wrong. */
    public double hammingLoss() {
        return mean(label -> (labels[label].falsePositives + labels[label].falseNegatives) / labels[label].total());
    }

    /** The fraction of examples with all labels right. */
    public double exactMatch() {
        return exact.value();
    }

    /** The fraction of examples for which a label is right. */
    public double accuracy(int label) {
        return (labels[label].truePositives + labels[label].trueNegatives) / labels[label].total();
    }

    /** Of the examples predicted to have a label, the fraction that have it; 0 if none were. */
    public double precision(int label) {
        Counts c = labels[label];
        return share(c.truePositives, c.truePositives + c.falsePositives);
    }

    /** Of the examples that have a label, the fraction predicted to have it; 0 if none have it. */
    public double recall(int label) {
        Counts c = labels[label];
        return share(c.truePositives, c.truePositives + c.falseNegatives);
    }

    /** The harmonic mean of precision and recall; 0 if a label is neither predicted nor present. */
    public double f1(int label) {
        Counts c = labels[label];
        return share(2 * c.truePositives, 2 * c.truePositives + c.falsePositives + c.falseNegatives);
    }

    /** The average F1 over labels; {@link Average#MICRO} pools all labels of all examples. */
    public double f1(Average average) {
        return switch (average) {
            case MACRO -> mean(this::f1);
            case WEIGHTED -> share(sum(label -> occurring(label) * f1(label)), sum(this::occurring));
            case MICRO ->
                share(
                        2 * sum(label -> labels[label].truePositives),
                        sum(label -> 2 * labels[label].truePositives
                                + labels[label].falsePositives
                                + labels[label].falseNegatives));
        };
    }

    private double occurring(int label) {
        return labels[label].truePositives + labels[label].falseNegatives;
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    private double sum(IntToDoubleFunction ofLabel) {
        return IntStream.range(0, labels.length).mapToDouble(ofLabel).sum();
    }

    private double mean(IntToDoubleFunction ofLabel) {
        return sum(ofLabel) / labels.length;
    }

    /** A table: a row for each label, then the totals. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("label  accuracy  precision    recall      F1\n");
        for (int label = 0; label < labels.length; label++) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-5d%10.4f%11.4f%10.4f%8.4f\n",
                    label,
                    accuracy(label),
                    precision(label),
                    recall(label),
                    f1(label)));
        }
        return table.append(String.format(
                        Locale.ROOT,
                        "%d examples, label accuracy %.4f, exact match %.4f, macro F1 %.4f",
                        total(),
                        accuracy(),
                        exactMatch(),
                        f1(Average.MACRO)))
                .toString();
    }
}
