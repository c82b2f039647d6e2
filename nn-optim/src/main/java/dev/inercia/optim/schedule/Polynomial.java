package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;

/**
 * Falls from 1 to {@code end} as a power of the time left: {@code factor(t) = end + (1 - end) (1 - t / length)^power}; a
 * straight line with the power 1. From {@code length} on it stays at {@code end}.
 *
 * <p>PyTorch's {@code PolynomialLR}, which has no {@code end}, and Keras's {@code PolynomialDecay}.
 *
 * @param length the time it takes, finite and above 0
 * @param power finite and above 0, by default {@value #POWER}
 * @param end where it ends, in [0, 1], by default {@value #END}
 */
public record Polynomial(double length, double power, double end) implements ExactSchedule {

    /** The default power: a straight line. */
    public static final double POWER = 1;

    /** The default end. */
    public static final double END = 0;

    /** With the default power and end: a straight line to 0. */
    public Polynomial(double length) {
        this(length, POWER, END);
    }

    /** Checks the ranges. */
    public Polynomial {
        Range.aboveZero("Polynomial", "length", length);
        Range.aboveZero("Polynomial", "power", power);
        Range.zeroToOne("Polynomial", "end", end);
    }

    @Override
    public double factor(Time time) {
        return time.isBefore(length)
                ? Math.fma(1 - end, time.leftOf(Time.decimal(length)).to(power), end)
                : end;
    }
}
