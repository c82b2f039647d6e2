package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;

/**
 * The same factor at all times: {@code factor(t) = factor}.
 *
 * @param factor finite and at least 0
 */
public record ConstantRate(double factor) implements ExactSchedule {

    /** Checks the range. */
    public ConstantRate {
        Range.atLeastZero("ConstantRate", "factor", factor);
    }

    @Override
    public double factor(Time time) {
        return factor;
    }
}
