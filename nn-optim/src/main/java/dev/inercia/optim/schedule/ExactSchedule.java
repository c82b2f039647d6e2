package dev.inercia.optim.schedule;

/** A schedule that computes by exact {@link Time}; a time given as a number is the decimal that it prints as. */
interface ExactSchedule extends Schedule {

    @Override
    double factor(Time time);

    @Override
    default double momentum(Time time) {
        return Double.NaN;
    }

    @Override
    default double factor(double time) {
        return factor(Time.of(time));
    }

    @Override
    default double momentum(double time) {
        return momentum(Time.of(time));
    }
}
