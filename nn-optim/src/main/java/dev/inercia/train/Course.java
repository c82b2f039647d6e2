package dev.inercia.train;

/** The progress of a training: epoch, batch and step, with the losses and the time of the current epoch. */
final class Course {

    private final WeightedMean losses = new WeightedMean();
    private int epoch;
    private int batch;
    private long step;
    /** The time at which the epoch began, or would have begun if training had not been interrupted. */
    private long epochNanos;

    /** Begins the next epoch, or continues the one in which a checkpoint was saved. */
    void beginEpoch() {
        if (!isInEpoch()) {
            epoch++;
            losses.clear();
            epochNanos = System.nanoTime();
        }
    }

    /** True between the first step and the end of an epoch. */
    boolean isInEpoch() {
        return batch > 0;
    }

    /** Ends the epoch; called after its last batch, once the listeners were told. */
    void leaveEpoch() {
        batch = 0;
    }

    /** Begins a step up to this batch (exclusive); the step may still be refused. */
    void goTo(int nextBatch) {
        batch = nextBatch;
    }

    /** Counts a step that was taken. */
    void count(WeightedMean loss) {
        step++;
        losses.add(loss);
    }

    /** The current epoch, counted from 1; 0 before the first. */
    int epoch() {
        return epoch;
    }

    /** The number of completed epochs. */
    int completed() {
        return isInEpoch() ? epoch - 1 : epoch;
    }

    /** The first batch of the next step; 0 between epochs. */
    int batch() {
        return batch;
    }

    /** The number of steps taken. */
    long step() {
        return step;
    }

    /** The losses of the epoch. */
    WeightedMean losses() {
        return losses;
    }

    /** The time spent on the epoch. */
    double seconds() {
        return (System.nanoTime() - epochNanos) / 1e9;
    }

    Position position(long optimizerSteps, LearningRate learningRate, double loss) {
        return new Position(
                epoch,
                batch,
                step,
                optimizerSteps,
                learningRate.factor(),
                learningRate.last(),
                loss,
                losses.sum(),
                losses.weight(),
                losses.isEmpty(),
                isInEpoch() ? seconds() : 0);
    }

    void restore(Position position) {
        epoch = position.epoch();
        batch = position.batch();
        step = position.step();
        losses.restore(position.lossSum(), position.lossWeight(), position.hasNoLoss());
        epochNanos = System.nanoTime() - (long) (position.seconds() * 1e9);
    }
}
