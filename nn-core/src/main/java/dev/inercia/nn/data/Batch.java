package dev.inercia.nn.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A fixed number of examples, refilled by {@link #gather}. For one thread. */
public interface Batch {

    /** How many examples it holds. */
    int rows();

    /** The features, {@code [rows, ...]}: always the same array, overwritten by {@link #gather}. */
    INDArray features();

    /** The targets, {@code [rows]} for class indices, {@code [rows, ...]} otherwise: always the same array. */
    INDArray targets();

    /**
     * How much each example counts, {@code rows()} numbers of at least 0, or null if all count alike: losses and metrics
     * are means by weight. Always the same array, overwritten by {@link #gather}.
     */
    default double[] weights() {
        return null;
    }

    /**
     * How many steps of each sequence are part of it, {@code rows()} numbers, or null if all are: losses and metrics pass
     * over outputs beyond. Steps are the first axis of an example. Always the same array, overwritten by {@link #gather}.
     */
    default int[] lengths() {
        return null;
    }

    /** Fills it with the examples {@code order[from]} to {@code order[from + rows - 1]}. Makes no garbage. */
    void gather(int[] order, int from);

    /**
     * Says that an epoch begins: what is drawn at random is drawn anew from here on.
     *
     * @param epoch from 1 on; 0 is in force before the first
     */
    default void startEpoch(int epoch) {}
}
