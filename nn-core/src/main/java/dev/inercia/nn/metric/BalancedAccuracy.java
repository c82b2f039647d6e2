package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean recall of the classes that occur; 1 / classes for a network that always predicts the same class. */
public final class BalancedAccuracy implements Metric {

    private final ConfusionMatrix matrix = new ConfusionMatrix();

    @Override
    public String name() {
        return "balanced accuracy";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    @CheckReturnValue
    public BalancedAccuracy fresh() {
        return new BalancedAccuracy();
    }

    @Override
    public void requireFits(Problem problem) {
        Classes.requireClasses("BalancedAccuracy", problem);
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
        return matrix.balancedAccuracy();
    }

    /** For example {@code balanced accuracy 0.8123}. */
    @Override
    public String toString() {
        return Text.of(this, matrix.total());
    }
}
