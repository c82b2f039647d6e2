package dev.inercia.optim;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Has state from step to step that can be saved and restored, so that a resumed training continues as if it had never
 * stopped. Implemented by what a description binds to; the description itself holds no state.
 *
 * @param <S> a record of plain values: numbers, texts, lists, optional values and records of these
 */
public interface Stateful<S extends Record> {

    /** The state now; also before the first step. */
    S state();

    /**
     * Restores a state. Afterwards {@link #arrays} has the arrays that belong to it, to be filled.
     *
     * @param state as {@link #state} gave it, in this or another process
     */
    void restore(S state);

    /** The arrays that belong to the state, by name, not copied: those too large for a record. By default none. */
    default Map<String, INDArray> arrays() {
        return Map.of();
    }
}
