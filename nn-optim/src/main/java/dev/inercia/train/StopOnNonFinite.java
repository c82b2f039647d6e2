package dev.inercia.train;

import dev.inercia.optim.NonFiniteException;

/**
 * Stops training at the first number that is not finite, and names the step and the layer. Parameters and optimizer
 * state are those before that step. On by default.
 */
public record StopOnNonFinite() implements Listener {

    @Override
    public boolean onNonFinite(Training training, NonFiniteException problem) {
        long step = training.step() + 1;
        training.warn(training.pass().firstNonFinite().orElse("the loss") + " is not finite in step " + step
                + ". Training stopped; parameters and optimizer state are as before that step. Likely cause: the learning"
                + " rate is too high, or the examples are far from [-1, 1]");
        training.stop("a number was not finite in step " + step + ", see the warning");
        return true;
    }
}
