package dev.inercia.nn.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A fixed number of examples, refilled by {@link #gather}. For one thread. */
public interface Batch {

    /** The number of examples. */
    int rows();

    /** The features, {@code [rows, ...]}: always the same array, overwritten by {@link #gather}. */
    INDArray features();

    /** The targets, {@code [rows]} for class indices, {@code [rows, ...]} otherwise: always the same array. */
    INDArray targets();

    /**
     * How much each example counts, {@code rows()} numbers of at least 0, or null if all count alike: losses and
     * metrics are weighted means. Always the same array, overwritten by {@link #gather}.
     */
    default double[] weights() {
        return null;
    }

    /**
     * The length of each sequence in steps, {@code rows()} numbers, or null if all steps count: losses and metrics
     * ignore outputs beyond. Steps are the first axis of an example. Always the same array, overwritten by
     * {@link #gather}.
     */
    default int[] lengths() {
        return null;
    }

    /** Fills it with the examples {@code order[from]} to {@code order[from + rows - 1]}. Does not allocate. */
    void gather(int[] order, int from);

    /**
     * Begins an epoch: random perturbations are drawn anew.
     *
     * @param epoch from 1 on; 0 before the first call
     */
    default void startEpoch(int epoch) {}
}
