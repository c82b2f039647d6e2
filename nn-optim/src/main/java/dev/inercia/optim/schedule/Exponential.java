package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;

/**
 * Exponential decay: {@code factor(t) = decay^t}. It never ends.
 *
 * <p>Like PyTorch's {@code ExponentialLR}, with {@code decay} for {@code gamma}, but it also falls within an epoch.
 *
 * @param decay the factor after one unit of time, in (0, 1]
 */
public record Exponential(double decay) implements ExactSchedule {

    public Exponential {
        Range.share("Exponential", "decay", decay);
    }

    @Override
    public double factor(Time time) {
        return time.inUnits().powerOf(decay);
    }
}
