package dev.inercia.nn.metric;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A measure of predictions against targets, added up batch by batch. For one thread.
 *
 * <p>Its settings never change: {@link #fresh()} gives an empty metric of the same settings, so that an empty one serves
 * as a description. Whoever measures more than once, or on several threads, adds to fresh ones and leaves the one given
 * as it is.
 *
 * <p>Predictions are {@code [rows, outputs]}, or have more axes, all but the last of which are rows; targets are class
 * indices, shaped like the predictions without their last axis, or shaped like the predictions.
 */
public interface Metric {

    /** What tables call it, as in {@code accuracy}. */
    String name();

    /** Whether a higher value is better; a lower one otherwise. */
    boolean higherIsBetter();

    /** A metric of the same settings that has measured nothing. */
    Metric fresh();

    /**
     * Refuses a kind of problem that it does not measure; by default none.
     *
     * @throws IllegalArgumentException naming the problem and the metric to use instead
     */
    default void requireFits(Problem problem) {}

    /**
     * Adds a batch whose rows all count alike. Neither array is kept nor written.
     *
     * @throws IllegalArgumentException if the shapes do not fit, or the targets are not what it measures
     */
    default void add(INDArray predictions, INDArray targets) {
        add(predictions, targets, null);
    }

    /**
     * Adds a batch. No array is kept nor written.
     *
     * @param weights how much each row counts, at least 0, or null if all count alike; rows of weight 0 are not looked at
     * @throws IllegalArgumentException if the shapes do not fit, or the targets are not what it measures
     */
    void add(INDArray predictions, INDArray targets, double[] weights);

    /**
     * The measure of all that was added so far.
     *
     * @throws IllegalStateException if that is nothing
     */
    double value();
}
