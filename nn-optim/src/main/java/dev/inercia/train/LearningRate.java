package dev.inercia.train;

import dev.inercia.nn.check.Range;
import dev.inercia.optim.Rates;
import dev.inercia.optim.schedule.Schedule;
import dev.inercia.optim.schedule.Time;

/** The learning rate of every step: the optimizer's, times the schedule's factor, times the listeners' factor. */
final class LearningRate {

    private final double own;
    private final Schedule schedule;
    private final int stepsPerUnit;
    private double factor = 1;
    /** The rates of the next step if there is no schedule. */
    private Rates constant;
    /** The rates of the last step. */
    private Rates last;

    LearningRate(Trainer trainer, int stepsPerEpoch) {
        own = trainer.optimizer().learningRate();
        schedule = trainer.schedule().orElse(null);
        stepsPerUnit = trainer.scheduleUnit() == Schedule.Unit.STEPS ? 1 : stepsPerEpoch;
        constant = new Rates(own);
        last = constant;
    }

    /** The rates of a step, counted from 0. */
    Rates at(long step) {
        if (schedule == null) {
            last = constant;
        } else {
            Time time = Time.of(step, stepsPerUnit);
            last = new Rates(own * factor * schedule.factor(time), schedule.momentum(time), 1);
        }
        return last;
    }

    /** The learning rate of the last step. */
    double last() {
        return last.learningRate();
    }

    /** The product of all factors given to {@link #scale}. */
    double factor() {
        return factor;
    }

    /** Goes on with this factor after a step at this learning rate. */
    void restore(double ofFactor, double lastRate) {
        factor = ofFactor;
        constant = new Rates(own * factor);
        last = new Rates(lastRate);
    }

    /** Multiplies the learning rate of all later steps. */
    void scale(double by) {
        Range.aboveZero("Training", "the factor on the learning rate", by);
        factor *= by;
        constant = new Rates(own * factor);
    }
}
