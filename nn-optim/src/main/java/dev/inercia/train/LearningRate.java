package dev.inercia.train;

import dev.inercia.nn.check.Range;
import dev.inercia.optim.Rates;
import dev.inercia.optim.schedule.Schedule;
import dev.inercia.optim.schedule.Time;

/** The learning rate of every step: the optimizer's own, times the schedule's factor, times the factor of listeners. */
final class LearningRate {

    private final double own;
    private final Schedule schedule;
    private final int stepsPerUnit;
    private double factor = 1;
    /** Of the next step if there is no schedule. */
    private Rates constant;
    /** Of the last step. */
    private Rates last;

    LearningRate(Trainer trainer, int stepsPerEpoch) {
        own = trainer.optimizer().learningRate();
        schedule = trainer.schedule().orElse(null);
        stepsPerUnit = trainer.scheduleUnit() == Schedule.Unit.STEPS ? 1 : stepsPerEpoch;
        constant = new Rates(own);
        last = constant;
    }

    /** The rates of a step, 0 being the first. */
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

    /** Multiplies the learning rate of all steps to come. */
    void scale(double by) {
        Range.aboveZero("Training", "the factor on the learning rate", by);
        factor *= by;
        constant = new Rates(own * factor);
    }
}
