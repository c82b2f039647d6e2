package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;
import java.util.Objects;

/**
 * A linear warm-up in front of another schedule, whose time counts from the end of the warm-up on:
 * {@code factor(t) = (start + (1 - start) t / length) then.factor(0)} for t below {@code length}, else
 * {@code then.factor(t - length)}. While warming up, the momentum is the one that the other schedule starts with.
 *
 * <p>Source: Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017, section 2.2, "gradual
 * warmup".
 *
 * @param length of the warm-up, finite and above 0
 * @param start the factor in the beginning, in [0, 1], by default {@value #START}: the very first step then moves
 *     nothing by itself
 * @param then what follows
 */
public record WarmUp(double length, double start, Schedule then) implements ExactSchedule {

    /** The default start. */
    public static final double START = 0;

    /** From the default start. */
    public WarmUp(double length, Schedule then) {
        this(length, START, then);
    }

    /** Checks the ranges. */
    public WarmUp {
        Range.aboveZero("WarmUp", "length", length);
        Range.zeroToOne("WarmUp", "start", start);
        Objects.requireNonNull(then, "then");
    }

    @Override
    public double factor(Time time) {
        return time.isBefore(length)
                ? Math.fma(1 - start, time.shareOf(Time.decimal(length)).high(), start) * then.factor(Time.ZERO)
                : then.factor(time.since(length));
    }

    @Override
    public double momentum(Time time) {
        return then.momentum(time.isBefore(length) ? Time.ZERO : time.since(length));
    }
}
