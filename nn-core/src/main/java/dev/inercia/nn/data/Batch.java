package dev.inercia.nn.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A place for a fixed number of examples, filled again and again. For one thread. */
public interface Batch {

    /** How many examples it holds. */
    int rows();

    /** The features, {@code [rows, ...]}: always the same array, overwritten by {@link #gather}. */
    INDArray features();

    /** The targets, {@code [rows]} for class indices, else {@code [rows, ...]}: always the same array. */
    INDArray targets();

    /** Fills it with the examples {@code order[from]} to {@code order[from + rows - 1]}. Makes no garbage. */
    void gather(int[] order, int from);

    /**
     * Says that an epoch begins: what is drawn at random is drawn anew from here on.
     *
     * @param epoch from 1 on; 0 is in force before the first
     */
    default void startEpoch(int epoch) {}
}
