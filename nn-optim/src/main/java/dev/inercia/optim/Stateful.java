package dev.inercia.optim;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Remembers something from step to step, and can give it out and take it back: what a checkpoint saves, so that a
 * training goes on as if it had never stopped. Implemented by what a description binds to; the description itself holds
 * nothing.
 *
 * @param <S> a record of plain values: numbers, texts, lists, optional values and records of these
 */
public interface Stateful<S extends Record> {

    /** What is remembered now. Before the first step it says what there is to remember, too. */
    S state();

    /**
     * Goes on from what was remembered. {@link #arrays} has the arrays that belong to it afterwards, to be filled.
     *
     * @param state as {@link #state} gave it, in this or another process
     */
    void restore(S state);

    /** Arrays that are remembered, by name: the live ones, of a size that does not fit a record. By default none. */
    default Map<String, INDArray> arrays() {
        return Map.of();
    }
}
