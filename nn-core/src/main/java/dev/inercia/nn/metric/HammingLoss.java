package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fraction of all labels of all examples that are wrong. See {@link MultiLabel}. */
public final class HammingLoss implements Metric {

    private final MultiLabel labels = new MultiLabel();

    @Override
    public String name() {
        return "Hamming loss";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    @CheckReturnValue
    public HammingLoss fresh() {
        return new HammingLoss();
    }

    @Override
    public void requireFits(Problem problem) {
        MultiLabel.requireLabels("HammingLoss", problem);
    }

    @Override
    public void thresholds(double[] thresholds) {
        labels.thresholds(thresholds);
    }

    @Override
    public void add(INDArray predictions, INDArray targets, double[] weights) {
        labels.add(predictions, targets, weights);
    }

    @Override
    public double value() {
        Share.requireRows(this, labels.total());
        return labels.hammingLoss();
    }

    /** For example {@code Hamming loss 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, labels.total());
    }
}
