package dev.inercia.optim.schedule;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import java.math.BigDecimal;

/**
 * A point in a training, as schedules count time: a number of steps, and the number of steps in a unit, such as an
 * epoch. It is exact, so that a schedule changes at exactly the intended step: ten steps of 0.1 epochs are one epoch. A
 * length given as a double means the decimal number it prints as.
 *
 * <p>A time can also be the limit just before another time, which is where a {@link Sequence} ends.
 */
public final class Time {

    /** The start. */
    static final Time ZERO = of(0, 1);

    /** Whole numbers below this are exact doubles. */
    private static final double WHOLE = 1L << 53;

    /** Closer than this to a whole number, a quotient is compared exactly. */
    private static final double NEAR = 1e-12;

    private final BigDecimal steps;
    private final BigDecimal stepsPerUnit;
    private final boolean isJustBefore;

    private Time(BigDecimal steps, BigDecimal stepsPerUnit, boolean isJustBefore) {
        this.steps = steps;
        this.stepsPerUnit = stepsPerUnit;
        this.isJustBefore = isJustBefore;
    }

    /**
     * The time of a step.
     *
     * @param step 0 for the first
     * @param stepsPerUnit steps in an epoch, or 1 if time is counted in steps
     */
    public static Time of(long step, int stepsPerUnit) {
        Range.atLeastZero("Time", "step", step);
        Range.atLeastOne("Time", "stepsPerUnit", stepsPerUnit);
        return new Time(BigDecimal.valueOf(step), BigDecimal.valueOf(stepsPerUnit), false);
    }

    /** The time that is the decimal number this double prints as. */
    static Time of(double time) {
        Range.atLeastZero("Schedule", "time", time);
        return new Time(decimal(time), BigDecimal.ONE, false);
    }

    /** The decimal number that this double prints as. */
    static BigDecimal decimal(double number) {
        if (number < WHOLE && number == Math.rint(number)) {
            return BigDecimal.valueOf((long) number);
        }
        // No two decimals of up to 15 digits are the same double, so this is what it prints as, only faster.
        double millionths = Math.rint(number * 1e6);
        return millionths < 1e15 && millionths / 1e6 == number
                ? BigDecimal.valueOf((long) millionths, 6)
                : BigDecimal.valueOf(number);
    }

    /** True if this is before the end of a period of this length that starts at 0. */
    public boolean isBefore(double length) {
        return isBefore(decimal(length));
    }

    boolean isBefore(BigDecimal length) {
        int order = steps.compareTo(inSteps(length));
        return order < 0 || order == 0 && isJustBefore;
    }

    /** The time since the end of a period of this length that starts at 0; this must not be before that end. */
    @CheckReturnValue
    public Time since(double length) {
        return since(decimal(length));
    }

    Time since(BigDecimal length) {
        return new Time(steps.subtract(inSteps(length)), stepsPerUnit, isJustBefore);
    }

    /** The time just before the end of a period of this length that starts at 0. */
    Time justBefore(double length) {
        return new Time(inSteps(decimal(length)), stepsPerUnit, true);
    }

    /** This time in units. */
    public double toDouble() {
        double time = inUnits().high();
        return isJustBefore ? Math.nextDown(time) : time;
    }

    Ratio inUnits() {
        return Ratio.of(steps, stepsPerUnit);
    }

    /** The elapsed share of a length. */
    Ratio shareOf(BigDecimal length) {
        return Ratio.of(steps, inSteps(length));
    }

    /** The remaining share of a length. */
    Ratio leftOf(BigDecimal length) {
        BigDecimal inSteps = inSteps(length);
        return Ratio.of(inSteps.subtract(steps), inSteps);
    }

    /** The number of whole lengths elapsed. */
    double count(BigDecimal length) {
        BigDecimal inSteps = inSteps(length);
        double share = Ratio.of(steps, inSteps).high();
        double nearest = Math.rint(share);
        if (Math.abs(share - nearest) > NEAR * share) {
            return Math.floor(share); // no rounding error reaches a whole number
        }
        int order = steps.compareTo(new BigDecimal(nearest).multiply(inSteps));
        return order < 0 || order == 0 && isJustBefore ? nearest - 1 : nearest;
    }

    /** The time in steps, in which all lengths can be counted without dividing. */
    BigDecimal steps() {
        return steps;
    }

    BigDecimal inSteps(BigDecimal length) {
        return length.multiply(stepsPerUnit);
    }

    boolean isJustBefore() {
        return isJustBefore;
    }

    /** This time in units, such as {@code 1.5}. */
    @Override
    public String toString() {
        return String.valueOf(toDouble());
    }
}
