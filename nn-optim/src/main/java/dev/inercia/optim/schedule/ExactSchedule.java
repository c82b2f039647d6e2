package dev.inercia.optim.schedule;

/** A schedule that computes with exact {@link Time}. A time given as a double means the decimal number it prints as. */
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
