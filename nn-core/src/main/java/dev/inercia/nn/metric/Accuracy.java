package dev.inercia.nn.metric;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The share of predictions whose class is right. The largest output of a row is the predicted class; of a single output,
 * 0.5 and above means class 1. A row of no numbers predicts no class and is wrong.
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
    public Accuracy fresh() {
        return new Accuracy();
    }

    @Override
    public void requireFits(Problem problem) {
        Classes.requireClasses("Accuracy", problem);
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

    /** How many were right, whatever they weigh. */
    public int correct() {
        return right.count();
    }

    /** Of how many. */
    public int total() {
        return right.total();
    }

    /** From 0 to 1, by weight. */
    @Override
    public double value() {
        return right.value(this);
    }

    /** As in {@code 9421 / 10000}. */
    @Override
    public String toString() {
        return correct() + " / " + total();
    }
}
