package dev.inercia.nn.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One direction of a layer, forward or backward, as a computation of one example at a time. A chain of layers takes
 * each example through several sweeps while it is in the cache.
 *
 * <p>The calls for a batch, in this order: {@link #begin} for every sweep of the chain; on each thread {@link #measure},
 * if the sweep {@link #isMeasured}, for all of its examples, in order; {@link #measured}; {@link #prepare}; on each
 * thread {@link #compute} for all of its examples, in order; {@link #finish}. Calls of other sweeps come in between.
 * Scratch is valid from prepare to finish.
 */
public interface Sweep {

    /**
     * Begins a batch, on the calling thread. The numbers of the argument come only with {@link #measure} and
     * {@link #compute}.
     *
     * @param argument the input, or the output gradient
     * @return the array for the result, which must be one that the layer got from its {@link Binding}; null if the
     *     result is an input gradient that is not needed
     */
    INDArray begin(INDArray argument);

    /** True if {@link #compute} needs numbers from all examples first; never changes; by default false. */
    default boolean isMeasured() {
        return false;
    }

    /** Measures the argument's examples {@code from} to {@code to - 1}. */
    default void measure(int part, int from, int to) {}

    /** Called on the calling thread when all examples are measured. */
    default void measured() {}

    /** Called on the calling thread before the first example is computed. */
    default void prepare() {}

    /**
     * Computes the result for the examples {@code from} to {@code to - 1}.
     *
     * @param part the index of the thread, below {@link Binding#parts()}
     */
    void compute(int part, int from, int to);

    /** Called on the calling thread when all examples are computed. */
    default void finish() {}
}
