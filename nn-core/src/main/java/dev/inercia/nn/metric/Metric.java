package dev.inercia.nn.metric;

import dev.inercia.nn.check.CheckReturnValue;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Measures predictions against targets, accumulated batch by batch. For one thread.
 *
 * <p>An empty metric serves as a description: {@link #fresh()} returns an empty metric with the same settings. Code
 * that measures more than once, or on several threads, adds to fresh metrics and leaves the original unchanged.
 *
 * <p>Predictions are {@code [rows, outputs]}, or have more axes (all but the last count as rows); targets are class
 * indices, shaped like the predictions without their last axis, or shaped like the predictions.
 */
public interface Metric {

    /** The name in tables, for example {@code accuracy}. */
    String name();

    /** True if a higher value is better, false if a lower one is. */
    boolean higherIsBetter();

    /** An empty metric with the same settings. */
    @CheckReturnValue
    Metric fresh();

    /**
     * Refuses kinds of problem that it does not measure; by default none.
     *
     * @throws IllegalArgumentException naming the problem and the metric to use instead
     */
    default void requireFits(Problem problem) {}

    /**
     * Receives the names of the classes before the first batch; ignores them by default.
     *
     * @param names one per class, or none
     */
    default void classNames(List<String> names) {}

    /**
     * Receives the thresholds that the network predicts classes or labels by, before the first batch; ignores them by
     * default.
     *
     * @param thresholds one per output, or null for the default
     */
    default void thresholds(double[] thresholds) {}

    /**
     * Adds a batch with equal weights. Neither keeps nor writes the arrays.
     *
     * @throws IllegalArgumentException if the shapes do not fit, or it does not measure such targets
     */
    default void add(INDArray predictions, INDArray targets) {
        add(predictions, targets, null);
    }

    /**
     * Adds a batch. Neither keeps nor writes the arrays.
     *
     * @param weights how much each row counts, at least 0, or null if all count alike; rows of weight 0 are ignored
     * @throws IllegalArgumentException if the shapes do not fit, or it does not measure such targets
     */
    void add(INDArray predictions, INDArray targets, double[] weights);

    /**
     * The value for everything added so far.
     *
     * @throws IllegalStateException if nothing was added
     */
    double value();
}
