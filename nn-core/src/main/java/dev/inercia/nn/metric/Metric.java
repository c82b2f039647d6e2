package dev.inercia.nn.metric;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A measure of predictions against targets, taken up batch by batch. For one thread.
 *
 * <p>Predictions are {@code [rows, classes]}, the largest of a row being the predicted class, or {@code [rows, 1]}, where
 * above 0.5 means class 1; targets are class indices {@code [rows]} or shaped like the predictions.
 */
public interface Metric {

    /** Takes up a batch. Neither array is kept nor written. */
    void add(INDArray predictions, INDArray targets);

    /** The measure of all that was taken up so far. */
    double value();
}
