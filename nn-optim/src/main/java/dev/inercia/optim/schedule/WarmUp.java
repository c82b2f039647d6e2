package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;
import java.util.Objects;

/**
 * A linear warm-up before another schedule, whose time starts at the end of the warm-up:
 * {@code factor(t) = (start + (1 - start) t / length) then.factor(0)} for t below {@code length}, else
 * {@code then.factor(t - length)}. While warming up, the momentum is the one that the other schedule starts with.
 *
 * <p>Source: Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017, section 2.2, "gradual
 * warmup".
 *
 * @param length the length of the warm-up, finite and above 0
 * @param start the first factor, in [0, 1], by default {@value #START}, with which the very first step changes no
 *     parameter
 * @param then the schedule that follows
 */
public record WarmUp(double length, double start, Schedule then) implements ExactSchedule {

    public static final double START = 0;

    /** Warms up from the default start. */
    public WarmUp(double length, Schedule then) {
        this(length, START, then);
    }

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
