package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;

/**
 * A constant factor: {@code factor(t) = factor}.
 *
 * @param factor finite and at least 0
 */
public record ConstantRate(double factor) implements ExactSchedule {

    public ConstantRate {
        Range.atLeastZero("ConstantRate", "factor", factor);
    }

    @Override
    public double factor(Time time) {
        return factor;
    }
}
