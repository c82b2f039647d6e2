package dev.inercia.train;

import dev.inercia.optim.NonFiniteException;

/**
 * Observes a training, and may stop it or warn. All methods are optional; all are called on the thread that trains.
 *
 * <p>A trainer shares its listeners with every trainer derived from it. A listener with state is therefore a record of
 * settings, which {@link #bind binds} to a new object for each training:
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
 * <p>The bound object may be {@link dev.inercia.optim.Stateful}, so that a checkpoint can save its state. A listener
 * that does not override {@code bind} is its own bound object: if it has state, use it in one training at a time.
 */
public interface Listener {

    /**
     * The listener for one training; by default this object itself. Called once per training, before the first step and
     * before any listener's {@link #onStart}.
     *
     * @throws IllegalArgumentException if this listener does not fit the training, which then does not start
     */
    default Listener bind(Training training) {
        return this;
    }

    /**
     * Called before the first step, also of a training that goes on from a checkpoint, see {@link Training#isResumed()};
     * what the bound object remembers has been restored then.
     */
    default void onStart(Training training) {}

    /** Called after every step, so it must be fast. */
    default void onStep(Training training) {}

    /**
     * Called if a step was refused because a number was not finite; parameters and optimizer state are unchanged.
     *
     * @return true if handled; if no listener handles it, training fails with the exception
     */
    default boolean onNonFinite(Training training, NonFiniteException problem) {
        return false;
    }

    /** Called after every epoch and its evaluation. */
    default void onEpoch(Training training, Epoch epoch) {}

    /**
     * Called whenever a training can be saved: once all listeners have seen the start, a step, or an epoch. The last step
     * of an epoch and the epoch's evaluation count as one.
     */
    default void onSettled(Training training) {}

    /**
     * Called after the last step and before any listener's {@link #onEnd}. Choose here which parameters the network
     * keeps, with {@link Training#restore}. If the optimizer averages, the network already has the averaged parameters.
     */
    default void beforeEnd(Training training) {}

    /**
     * Called when training has ended for any reason, including an exception: exactly once for each listener whose
     * {@link #onStart} returned. The network has its final parameters. If training failed, the history holds the epochs
     * so far, its stop reason names the exception, and the exception is thrown afterwards.
     */
    default void onEnd(Training training, History history) {}
}
