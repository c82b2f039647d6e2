package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The average F1 of labels, see {@link MultiLabel#f1(Average)}. */
public final class MultiLabelF1 implements Metric {

    private final MultiLabel labels = new MultiLabel();
    private final Average average;

    /** The F1 of labels. */
    public MultiLabelF1(Average average) {
        this.average = Objects.requireNonNull(average, "average");
    }

    @Override
    public String name() {
        return average.text() + " F1 of labels";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public MultiLabelF1 fresh() {
        return new MultiLabelF1(average);
    }

    @Override
    public void requireFits(Problem problem) {
        MultiLabel.requireLabels("MultiLabelF1", problem);
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
        return labels.f1(average);
    }

    /** For example {@code macro F1 of labels 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, labels.total());
    }
}
