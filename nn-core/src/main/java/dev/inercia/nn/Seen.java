package dev.inercia.nn;

import dev.inercia.nn.tensor.Layout;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The array that came last to one place of a pass: the same one need not be checked again, but must still be open. */
final class Seen {

    private INDArray array;
    private boolean isLasting;

    /** Null before the first. */
    INDArray array() {
        return array;
    }

    void set(INDArray next) {
        array = next;
        isLasting = Layout.isLasting(next);
    }

    /**
     * Whether this array is the one that came last.
     *
     * @throws IllegalArgumentException if it is, and was closed since
     */
    boolean is(INDArray other) {
        if (other == null || other != array) {
            return false;
        }
        requireOpen();
        return true;
    }

    /** Refuses an array that was closed since; costs nothing where it cannot be. */
    void requireOpen() {
        if (!isLasting) {
            Layout.requireOpen(array);
        }
    }
}
