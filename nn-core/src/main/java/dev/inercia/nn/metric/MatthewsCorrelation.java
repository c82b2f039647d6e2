package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Matthews' correlation of actual and predicted classes: from -1 to 1, 0 for guessing. See
 * {@link ConfusionMatrix#matthews}.
 */
public final class MatthewsCorrelation implements Metric {

    private final ConfusionMatrix matrix = new ConfusionMatrix();

    @Override
    public String name() {
        return "Matthews correlation";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public MatthewsCorrelation fresh() {
        return new MatthewsCorrelation();
    }

    @Override
    public void requireFits(Problem problem) {
        Classes.requireClasses("MatthewsCorrelation", problem);
    }

    @Override
    public void thresholds(double[] thresholds) {
        matrix.thresholds(thresholds);
    }

    @Override
    public void add(INDArray predictions, INDArray targets, double[] weights) {
        matrix.add(predictions, targets, weights);
    }

    @Override
    public double value() {
        Share.requireRows(this, matrix.total());
        return matrix.matthews();
    }

    /** For example {@code Matthews correlation 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, matrix.total());
    }
}
