package dev.inercia.train;

import dev.inercia.nn.Network;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Warns of the third and any later training in a row of one network that has fewer than {@value #SHORT} epochs, if the
 * optimizer keeps a state: every training starts it anew, unless it is resumed. On by default.
 */
public record ShortTrainingsWarning() implements Listener {

    /** A training of fewer epochs is short. */
    public static final int SHORT = 3;

    /** The number of short trainings in a row that needs no warning. */
    private static final int HARMLESS = 2;

    /** How many short trainings in a row each network had. */
    private static final Map<Network, Integer> TRAININGS = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    public void onStart(Training training) {
        Trainer trainer = training.trainer();
        if (training.isResumed()) {
            TRAININGS.remove(trainer.network());
            return;
        }
        boolean isShort = trainer.epochs() < SHORT && !training.state().names().isEmpty();
        int count = isShort ? TRAININGS.merge(trainer.network(), 1, Integer::sum) : 0;
        if (!isShort) {
            TRAININGS.remove(trainer.network());
        } else if (count > HARMLESS) {
            training.warn(
                    "this is training " + count + " in a row of this network with fewer than " + SHORT
                            + " epochs, and each begins with a new state of "
                            + trainer.optimizer().getClass().getSimpleName(),
                    Cause.CERTAIN,
                    "one call of train for every epoch; make one call with all epochs, and use listeners for what happens"
                            + " between them, or go on from Checkpoints with trainer.resume");
        }
    }
}
