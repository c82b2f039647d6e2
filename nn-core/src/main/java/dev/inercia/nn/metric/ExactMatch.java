package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fraction of examples with all labels right. See {@link MultiLabel}. */
public final class ExactMatch implements Metric {

    private final MultiLabel labels = new MultiLabel();

    @Override
    public String name() {
        return "exact match";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public ExactMatch fresh() {
        return new ExactMatch();
    }

    @Override
    public void requireFits(Problem problem) {
        MultiLabel.requireLabels("ExactMatch", problem);
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
        return labels.exactMatch();
    }

    /** For example {@code exact match 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, labels.total());
    }
}
