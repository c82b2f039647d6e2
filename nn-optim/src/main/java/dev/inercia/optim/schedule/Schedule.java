package dev.inercia.optim.schedule;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The learning rate over time, as a factor on the optimizer's own. Time starts at 0 and is counted in steps or in
 * fractional epochs: 1.5 is the middle of the second epoch.
 *
 * <pre>{@code
 * trainer.schedule(new Cosine(18).warmUp(2))                      // in epochs
 * trainer.schedule(MultiStep.at(2000, 4000), Schedule.Unit.STEPS)
 * }</pre>
 *
 * <p>After its end a schedule keeps its last value, so training may go on longer. The schedules here are immutable
 * records, which any number of trainings may share; they compute with exact {@link Time}. Your own may be a lambda,
 * {@code time -> 1 / (1 + time)}.
 */
@CheckReturnValue
public interface Schedule {

    /** The unit of time. */
    enum Unit {
        /** Steps: 0 for the first. */
        STEPS,
        /** Epochs: 0 for the first step of the first epoch, 1 for the first step of the second. */
        EPOCHS
    }

    /**
     * The factor on the optimizer's learning rate.
     *
     * @param time at least 0
     * @return finite and at least 0
     */
    double factor(double time);

    /** The factor at an exact time, which a training calls; by default the factor at the nearest double. */
    default double factor(Time time) {
        return factor(time.toDouble());
    }

    /**
     * The momentum, or beta1, that replaces the optimizer's own.
     *
     * @param time at least 0
     * @return in [0, 1), or NaN (the default) to keep the optimizer's own
     */
    default double momentum(double time) {
        return Double.NaN;
    }

    /** The momentum at an exact time, which a training calls; by default the momentum at the nearest double. */
    default double momentum(Time time) {
        return momentum(time.toDouble());
    }

    /** This schedule after a linear {@link WarmUp} from 0 of this length. */
    default Schedule warmUp(double length) {
        return new WarmUp(length, this);
    }

    /**
     * The factors at evenly spaced times from 0 to {@code until}, both included, for example for a plot.
     *
     * @param until the last time, finite and at least 0
     * @param points the number of times, at least 1; a single one is time 0
     */
    default double[] factors(double until, int points) {
        return values(until, points, this::factor);
    }

    /** The momenta at the same times as {@link #factors}; NaN means the optimizer's own. */
    default double[] momenta(double until, int points) {
        return values(until, points, this::momentum);
    }

    private static double[] values(double until, int points, DoubleUnaryOperator value) {
        Range.atLeastZero("Schedule", "until", until);
        Range.atLeastOne("Schedule", "points", points);
        double last = Math.max(points - 1, 1);
        return IntStream.range(0, points)
                .mapToDouble(i -> value.applyAsDouble(until * (i / last)))
                .toArray();
    }
}
