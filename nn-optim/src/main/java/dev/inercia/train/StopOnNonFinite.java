package dev.inercia.train;

import dev.inercia.optim.NonFiniteException;

/**
 * Stops at the first number that is not finite, naming step and layer. Parameters and optimizer state stay as they were
 * before that step. On by default.
 */
public final class StopOnNonFinite implements Listener {

    @Override
    public boolean onNonFinite(Training training, NonFiniteException problem) {
        String message = "Step " + (training.step() + 1) + " in epoch " + training.epoch() + ": "
                + training.pass().firstNonFinite().orElse("the loss") + " is not finite. "
                + "Training stopped; parameters and optimizer state are as before that step. Likely cause: the learning"
                + " rate is too high, or the examples are far from [-1, 1]";
        training.warn(message);
        training.stop("a number was not finite in step " + (training.step() + 1) + ", see the warning");
        return true;
    }
}
