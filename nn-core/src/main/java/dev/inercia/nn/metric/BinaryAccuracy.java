package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The fraction of right predictions of a network with a single output: yes at the threshold or above. A target between
 * 0 and 1 is yes from 0.5 on.
 */
public final class BinaryAccuracy implements Metric {

    public static final double THRESHOLD = 0.5;

    private final Answers answers;
    private final Share right = new Share();
    /** NaN for the network's. */
    private final double threshold;

    /** Uses the threshold of the network, by default {@value #THRESHOLD}. */
    public BinaryAccuracy() {
        threshold = Double.NaN;
        answers = new Answers("BinaryAccuracy");
    }

    /**
     * Uses the given threshold, whatever the network's.
     *
     * @param threshold in (0, 1)
     */
    public BinaryAccuracy(double threshold) {
        Range.inside("BinaryAccuracy", "threshold", threshold);
        this.threshold = threshold;
        answers = new Answers("BinaryAccuracy", threshold);
    }

    @Override
    public String name() {
        return Double.isNaN(threshold) ? "binary accuracy" : "binary accuracy at " + threshold;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public BinaryAccuracy fresh() {
        return Double.isNaN(threshold) ? new BinaryAccuracy() : new BinaryAccuracy(threshold);
    }

    @Override
    public void requireFits(Problem problem) {
        if (problem == Problem.MULTI_LABEL || problem == Problem.REGRESSION) {
            throw new IllegalArgumentException(
                    "BinaryAccuracy measures one yes-or-no answer per example, but this is a " + problem.text()
                            + " problem: use " + problem.metricName());
        }
    }

    @Override
    public void thresholds(double[] thresholds) {
        answers.thresholds(thresholds);
    }

    @Override
    public void add(INDArray predictions, INDArray targets, double[] weights) {
        answers.read(predictions, targets, weights);
        if (answers.columns() != 1) {
            throw new IllegalArgumentException("BinaryAccuracy: expected predictions with a single output, but got "
                    + answers.columns() + ": use Accuracy for classes, MultiLabel for several labels");
        }
        for (int row = 0; row < answers.rows(); row++) {
            if (answers.weight(row) > 0) {
                right.add(answers.predicted(row, 0) == answers.actual(row, 0), answers.weight(row));
            }
        }
    }

    /** The number of right predictions, unweighted. */
    public int correct() {
        return right.count();
    }

    /** The number of predictions, unweighted. */
    public int total() {
        return right.total();
    }

    /** In [0, 1], weighted. */
    @Override
    public double value() {
        return right.value(this);
    }

    /** For example {@code 94 / 100}. */
    @Override
    public String toString() {
        return correct() + " / " + total();
    }
}
