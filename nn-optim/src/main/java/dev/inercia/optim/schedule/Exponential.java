package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;

/**
 * The same share is left of the learning rate after every unit of time: {@code factor(t) = decay^t}. It has no end.
 *
 * <p>PyTorch's {@code ExponentialLR}, with {@code decay} for {@code gamma}; here it runs smoothly.
 *
 * @param decay what is left after one unit of time, in (0, 1]
 */
public record Exponential(double decay) implements ExactSchedule {

    /** Checks the range. */
    public Exponential {
        Range.share("Exponential", "decay", decay);
    }

    @Override
    public double factor(Time time) {
        return time.inUnits().powerOf(decay);
    }
}
