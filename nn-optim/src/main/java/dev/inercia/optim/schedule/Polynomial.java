package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;

/**
 * Falls from 1 to {@code end} as a power of the remaining time:
 * {@code factor(t) = end + (1 - end) (1 - t / length)^power}; a straight line for power 1. After {@code length} it
 * stays at {@code end}.
 *
 * <p>Like Keras's {@code PolynomialDecay} and PyTorch's {@code PolynomialLR}, which has no {@code end}.
 *
 * @param length the time until it reaches the end, finite and above 0
 * @param power the exponent, finite and above 0, by default {@value #POWER}
 * @param end the last factor, in [0, 1], by default {@value #END}
 */
public record Polynomial(double length, double power, double end) implements ExactSchedule {

    /** The default power: a straight line. */
    public static final double POWER = 1;

    public static final double END = 0;

    /** With the default power and end: a straight line to 0. */
    public Polynomial(double length) {
        this(length, POWER, END);
    }

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
