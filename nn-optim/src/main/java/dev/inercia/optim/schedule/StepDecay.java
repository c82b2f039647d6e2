package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;

/**
 * Drops at regular intervals: {@code factor(t) = decay^floor(t / every)}. It never ends.
 *
 * <p>Like PyTorch's {@code StepLR}, with {@code every} for {@code step_size} and {@code decay} for {@code gamma}.
 *
 * @param every the time between drops, finite and above 0
 * @param decay multiplies the factor at each drop, in (0, 1], by default {@value #DECAY}
 */
public record StepDecay(double every, double decay) implements ExactSchedule {

    public static final double DECAY = 0.1;

    /** Drops by the default decay. */
    public StepDecay(double every) {
        this(every, DECAY);
    }

    public StepDecay {
        Range.aboveZero("StepDecay", "every", every);
        Range.share("StepDecay", "decay", decay);
    }

    @Override
    public double factor(Time time) {
        return Math.pow(decay, time.count(Time.decimal(every)));
    }
}
