package dev.inercia.nn.metric;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A measure of predictions against targets, taken up batch by batch. For one thread.
 *
 * <p>Predictions are {@code [rows, classes]}, the largest of a row being the predicted class, or {@code [rows, 1]},
 * where above 0.5 means class 1; targets are class indices {@code [rows]} or shaped like the predictions. A score that
 * is not a number ranks below every number; a row of nothing else predicts no class, and counts as wrong.
 */
public interface Metric {

    /**
     * Takes up a batch. Neither array is kept nor written.
     *
     * @throws IllegalArgumentException if the shapes do not fit or a target is no class
     */
    void add(INDArray predictions, INDArray targets);

    /** The measure of all that was taken up so far. */
    double value();
}
