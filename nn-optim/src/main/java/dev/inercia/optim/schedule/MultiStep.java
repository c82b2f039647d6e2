package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;
import java.util.Arrays;
import java.util.List;

/**
 * Drops at each of the given times: {@code factor(t) = decay^n}, where n is the number of times up to and including t.
 * It is constant after the last.
 *
 * <p>Like PyTorch's {@code MultiStepLR}, with {@code times} for {@code milestones} and {@code decay} for {@code gamma}.
 *
 * @param times when it drops: at least one time, each finite, above 0 and after the one before
 * @param decay multiplies the factor at each drop, in (0, 1], by default {@value #DECAY}
 */
public record MultiStep(List<Double> times, double decay) implements ExactSchedule {

    public static final double DECAY = 0.1;

    /** Drops by the default decay at these times, as in {@code MultiStep.at(30, 60, 80)}. */
    public static MultiStep at(double... times) {
        return new MultiStep(Arrays.stream(times).boxed().toList(), DECAY);
    }

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
