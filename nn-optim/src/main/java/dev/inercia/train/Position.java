package dev.inercia.train;

import dev.inercia.nn.check.Range;

/**
 * The position of a training between two steps.
 *
 * @param epoch the current epoch, or the last one completed
 * @param batch the first batch of the next step; 0 between epochs
 * @param step the number of steps taken
 * @param optimizerSteps the number of steps that the optimizer's state counts
 * @param rateFactor the product of the listeners' factors on the learning rate
 * @param lastRate the learning rate of the last step
 * @param loss the loss of the last batch
 * @param lossSum the sum of the weighted losses of the current epoch
 * @param lossWeight the sum of their weights
 * @param hasNoLoss true if there is no loss yet
 * @param seconds the time spent on the current epoch
 */
record Position(
        int epoch,
        int batch,
        long step,
        long optimizerSteps,
        double rateFactor,
        double lastRate,
        double loss,
        double lossSum,
        double lossWeight,
        boolean hasNoLoss,
        double seconds) {

    Position {
        Range.atLeastZero("Checkpoint", "epoch", epoch);
        Range.atLeastZero("Checkpoint", "batch", batch);
        Range.atLeastZero("Checkpoint", "step", step);
        Range.atLeastZero("Checkpoint", "optimizerSteps", optimizerSteps);
        Range.atLeastZero("Checkpoint", "rateFactor", rateFactor);
        Range.atLeastZero("Checkpoint", "lastRate", lastRate);
        Range.atLeastZero("Checkpoint", "seconds", seconds);
    }

    /** The number of completed epochs. */
    int completed() {
        return batch > 0 ? epoch - 1 : epoch;
    }
}
