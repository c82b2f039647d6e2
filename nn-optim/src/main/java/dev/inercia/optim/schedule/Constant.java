package dev.inercia.optim.schedule;

import dev.inercia.optim.Range;

/**
 * The same factor at all times: {@code factor(t) = factor}.
 *
 * @param factor finite and at least 0
 */
public record Constant(double factor) implements Schedule {

    /** Checks it. */
    public Constant {
        Range.atLeastZero("Constant", "factor", factor);
    }

    @Override
    public double factor(double time) {
        return factor;
    }
}
