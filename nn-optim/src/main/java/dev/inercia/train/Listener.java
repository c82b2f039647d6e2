package dev.inercia.train;

import dev.inercia.optim.NonFiniteException;

/**
 * What wants to know about a training, and may stop it or warn. All methods are optional.
 *
 * <p>Called on the thread that trains. A listener that remembers something begins anew in {@link #onStart}, so that a
 * trainer can train again; it belongs to one trainer, not to several that train at the same time.
 */
public interface Listener {

    /** Before the first step. */
    default void onStart(Training training) {}

    /** After every step; has to be quick. */
    default void onStep(Training training) {}

    /**
     * When a step was refused because a number was not finite; parameters and optimizer state are as they were before
     * it.
     *
     * @return whether that is dealt with; if no listener does, training ends with the exception
     */
    default boolean onNonFinite(Training training, NonFiniteException problem) {
        return false;
    }

    /** After every epoch and its evaluation. */
    default void onEpoch(Training training, Epoch epoch) {}

    /** After the last step, whatever the reason; not after an exception. */
    default void onEnd(Training training, History history) {}
}
