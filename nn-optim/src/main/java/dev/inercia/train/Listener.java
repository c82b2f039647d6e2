package dev.inercia.train;

import dev.inercia.optim.NonFiniteException;

/**
 * Observes a training, and may stop it or warn. All methods are optional; all are called on the thread that trains.
 *
 * <p>A trainer, and all that were derived from it, share their listeners. One that remembers something is therefore a
 * description, a record of settings, which {@link #bind binds} to an object of its own for each training:
 *
 * <pre>{@code
 * record Slowest() implements Listener {
 *     @Override
 *     public Listener bind(Training training) {
 *         return new Listener() {
 *             private double seconds;
 *
 *             @Override
 *             public void onEpoch(Training training, Epoch epoch) {
 *                 seconds = Math.max(seconds, epoch.trainingSeconds());
 *             }
 *         };
 *     }
 * }
 * }</pre>
 *
 * <p>What it binds to may be {@link dev.inercia.optim.Stateful}, so that a checkpoint can save what it remembers. A
 * listener that does not override {@code bind} is its own bound form: use it in one training at a time.
 */
public interface Listener {

    /**
     * The listener at work in one training: this one by default. Called once for each training, before its first step
     * and before any listener's {@link #onStart}.
     *
     * @throws IllegalArgumentException if it does not suit the training, which then does not begin
     */
    default Listener bind(Training training) {
        return this;
    }

    /** Before the first step. */
    default void onStart(Training training) {}

    /** After every step; has to be quick. */
    default void onStep(Training training) {}

    /**
     * When a step was refused because a number was not finite; parameters and optimizer state are as they were before
     * it.
     *
     * @return true if handled; if no listener does, training ends with the exception
     */
    default boolean onNonFinite(Training training, NonFiniteException problem) {
        return false;
    }

    /** After every epoch and its evaluation. */
    default void onEpoch(Training training, Epoch epoch) {}

    /**
     * After the last step and before any listener's {@link #onEnd}: the place to choose which parameters the network
     * keeps, by {@link Training#restore}. The network has the averaged parameters by then if the optimizer averages.
     */
    default void beforeEnd(Training training) {}

    /**
     * When training has ended, for whatever reason, an exception included: exactly once for each listener whose
     * {@link #onStart} returned. The network is as it will be kept. If training failed, the history is the one so far,
     * its stop reason names the exception, and the exception is thrown after this.
     */
    default void onEnd(Training training, History history) {}
}
