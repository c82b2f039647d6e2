package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import java.util.function.IntFunction;

/**
 * What a layer arranges with the layers before and after it in a sequence, so that fewer arrays go through memory.
 * Asked while the layer is bound. By default nothing is arranged.
 */
public interface Neighbours {

    /** Arranges nothing. */
    Neighbours NONE = new Neighbours() {};

    /**
     * The activation that the next layer consists of. The caller applies it to its own output and takes its gradient
     * back; the next layer then passes its input on. Only for a layer that declares an {@link OutputMemory} that
     * {@link OutputMemory#isReleased}. The identity if the next layer is another one, if the activation is not
     * {@link Activation#isCheap}, or if the output before it is kept.
     */
    default Activation nextActivation() {
        return new Identity();
    }

    /** True if the layer before has asked for {@link #nextActivation()}, so that the input is activated. */
    default boolean isActivated() {
        return false;
    }

    /**
     * Offers to compute this layer's output anew whenever the next layer reads it, instead of keeping it for the
     * backward call. Only for a layer that declares {@link OutputMemory#OFFERED}, after {@link #nextActivation()}.
     * Accepted in training only, and only if the next layer {@link Layer#readsSource}.
     *
     * @param source makes the source, for the most elements that are read at a time
     * @return true if the offer is accepted: this layer then asks for no {@link Binding#output()}, but returns its input,
     *     from which the source computes until the backward call is done
     */
    default boolean offerSource(IntFunction<Source> source) {
        return false;
    }

    /**
     * Where this layer reads its input if the layer before offered a source: the array then holds other numbers. Null
     * if there is none. A layer that declares {@link Layer#readsSource} has to ask, once for all threads.
     *
     * @param most the most elements to be read at a time
     */
    default Source source(int most) {
        return null;
    }

    /** True for a layer that {@link #isActivated()} if its input is not kept: it returns the array that it got. */
    default boolean isComputedAgain() {
        return false;
    }
}
