package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;
import java.util.Arrays;
import java.util.List;

/**
 * A drop at each of the times given: {@code factor(t) = decay^n}, n of the times being at most t. From the last time on
 * it stays.
 *
 * <p>PyTorch's {@code MultiStepLR}, with {@code times} for {@code milestones} and {@code decay} for {@code gamma}.
 *
 * @param times of the drops, each finite and above 0 and after the one before; at least one
 * @param decay what is left after a drop, in (0, 1], by default {@value #DECAY}
 */
public record MultiStep(List<Double> times, double decay) implements ExactSchedule {

    /** The default decay. */
    public static final double DECAY = 0.1;

    /** With the default decay, as in {@code MultiStep.at(30, 60, 80)}. */
    public static MultiStep at(double... times) {
        return new MultiStep(Arrays.stream(times).boxed().toList(), DECAY);
    }

    /** Checks the ranges and copies the times. */
    public MultiStep {
        times = List.copyOf(times);
        double last = 0;
        for (double time : times) {
            Range.aboveZero("MultiStep", "each of the times", time);
            if (time <= last) {
                throw new IllegalArgumentException("MultiStep: times must ascend, but are " + times);
            }
            last = time;
        }
        if (times.isEmpty()) {
            throw new IllegalArgumentException("MultiStep: times must be at least one, but there is none");
        }
        Range.share("MultiStep", "decay", decay);
    }

    @Override
    public double factor(Time time) {
        int drops = 0;
        while (drops < times.size() && !time.isBefore(times.get(drops))) {
            drops++;
        }
        return Math.pow(decay, drops);
    }
}
