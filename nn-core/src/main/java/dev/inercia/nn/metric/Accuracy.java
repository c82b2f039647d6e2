package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The fraction of predictions with the right class. The predicted class has the largest output of its row; with a
 * single output, 0.5 and above is class 1. A row of NaNs predicts no class and is wrong.
 */
public final class Accuracy implements Metric {

    private final Classes classes = new Classes();
    private final Share right = new Share();

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
    public Accuracy fresh() {
        return new Accuracy();
    }

    @Override
    public void requireFits(Problem problem) {
        Classes.requireClasses("Accuracy", problem);
    }

    @Override
    public void thresholds(double[] thresholds) {
        classes.thresholds(thresholds);
    }

    @Override
    public void add(INDArray predictions, INDArray targets, double[] weights) {
        classes.read(predictions, targets, weights);
        for (int row = 0; row < classes.rows(); row++) {
            if (classes.weight(row) > 0) {
                right.add(classes.predicted(row) == classes.actual(row), classes.weight(row));
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

    /** For example {@code 9421 / 10000}. */
    @Override
    public String toString() {
        return correct() + " / " + total();
    }
}
