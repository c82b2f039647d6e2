package dev.inercia.nn.metric;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The share of predictions whose class is right. */
public final class Accuracy implements Metric {

    private final Classes classes = new Classes();
    private int correct;
    private int total;

    @Override
    public void add(INDArray predictions, INDArray targets) {
        classes.read(predictions, targets);
        for (int row = 0; row < classes.rows(); row++) {
            if (classes.predicted(row) == classes.actual(row)) {
                correct++;
            }
        }
        total += classes.rows();
    }

    /** How many were right. */
    public int correct() {
        return correct;
    }

    /** Of how many. */
    public int total() {
        return total;
    }

    /** From 0 to 1; NaN if nothing was taken up. */
    @Override
    public double value() {
        return (double) correct / total;
    }

    /** As in {@code 9421 / 10000}. */
    @Override
    public String toString() {
        return correct + " / " + total;
    }
}
