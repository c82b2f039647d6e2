package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;

/**
 * A drop at even distances: {@code factor(t) = decay^floor(t / every)}. It has no end.
 *
 * <p>PyTorch's {@code StepLR}, with {@code every} for {@code step_size} and {@code decay} for {@code gamma}.
 *
 * @param every the time from one drop to the next, finite and above 0
 * @param decay what is left after a drop, in (0, 1], by default {@value #DECAY}
 */
public record StepDecay(double every, double decay) implements ExactSchedule {

    /** The default decay. */
    public static final double DECAY = 0.1;

    /** With the default decay. */
    public StepDecay(double every) {
        this(every, DECAY);
    }

    /** Checks the ranges. */
    public StepDecay {
        Range.aboveZero("StepDecay", "every", every);
        Range.share("StepDecay", "decay", decay);
    }

    @Override
    public double factor(Time time) {
        return Math.pow(decay, time.count(Time.decimal(every)));
    }
}
