package dev.inercia.optim.schedule;

/**
 * How the learning rate changes while training: a factor on the optimizer's own, by time. Time runs from 0 on, in steps
 * or, smoothly, in epochs: 1.5 is in the middle of the second.
 *
 * <p>Immutable records, which any number of trainings may share.
 */
public interface Schedule {

    /** What time is counted in. */
    enum Unit {
        /** Steps: 0 for the first. */
        STEPS,
        /** Epochs: 0 for the first step of the first, 1 for that of the second. */
        EPOCHS
    }

    /**
     * The factor on the optimizer's learning rate.
     *
     * @param time at least 0
     * @return finite and at least 0
     */
    double factor(double time);

    /**
     * The momentum, or beta1, in place of the optimizer's own.
     *
     * @param time at least 0
     * @return in [0, 1), or NaN, as by default, for the optimizer's own
     */
    default double momentum(double time) {
        return Double.NaN;
    }
}
