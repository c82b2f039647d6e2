package dev.inercia.nn;

import dev.inercia.nn.tensor.Layout;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The last array at one point of a pass. If the same one comes again, only whether it is open is checked. */
final class Seen {

    private INDArray array;
    private boolean isLasting;

    /** The last array; null before the first. */
    INDArray array() {
        return array;
    }

    void set(INDArray next) {
        array = next;
        isLasting = Layout.isLasting(next);
    }

    /**
     * True if this is the last array.
     *
     * @throws IllegalArgumentException if it is, but has been closed
     */
    boolean is(INDArray other) {
        if (other == null || other != array) {
            return false;
        }
        requireOpen();
        return true;
    }

    /** Checks that the last array has not been closed; free for arrays that cannot be closed. */
    void requireOpen() {
        if (!isLasting) {
            Layout.requireOpen(array);
        }
    }
}
