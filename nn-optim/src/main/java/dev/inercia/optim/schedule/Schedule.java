package dev.inercia.optim.schedule;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * How the learning rate changes while training: a factor on the optimizer's own, by time. Time runs from 0 on, in steps
 * or, smoothly, in epochs: 1.5 is in the middle of the second.
 *
 * <pre>{@code
 * trainer.schedule(new Cosine(18).warmUp(2))                      // in epochs
 * trainer.schedule(MultiStep.at(2000, 4000), Schedule.Unit.STEPS)
 * }</pre>
 *
 * <p>A schedule that ends stays at its last value, so training may go on longer. Those shipped are immutable records,
 * which any number of trainings may share; they compute by exact {@link Time}. One of your own may be a lambda,
 * {@code time -> 1 / (1 + time)}.
 */
@CheckReturnValue
public interface Schedule {

    /** What time is counted in. */
    enum Unit {
        /** Steps: 0 for the first. */
        STEPS,
        /** Epochs: 0 for the first step of the first, 1 for that of the second. */
        EPOCHS
    }

    /**
     * The factor on the optimizer's learning rate.
     *
     * @param time at least 0
     * @return finite and at least 0
     */
    double factor(double time);

    /** The factor at an exact time, which is what a training asks for; by default that of the number nearest to it. */
    default double factor(Time time) {
        return factor(time.toDouble());
    }

    /**
     * The momentum, or beta1, in place of the optimizer's own.
     *
     * @param time at least 0
     * @return in [0, 1), or NaN, as by default, for the optimizer's own
     */
    default double momentum(double time) {
        return Double.NaN;
    }

    /** The momentum at an exact time, which is what a training asks for; by default that of the number nearest to it. */
    default double momentum(Time time) {
        return momentum(time.toDouble());
    }

    /** This schedule behind a linear {@link WarmUp} from 0 of this length. */
    default Schedule warmUp(double length) {
        return new WarmUp(length, this);
    }

    /**
     * The factors at times from 0 to {@code until}, evenly spaced, both ends included: what a plot of it shows.
     *
     * @param until the last time, finite and at least 0
     * @param points how many, at least 1; a single one is at time 0
     */
    default double[] factors(double until, int points) {
        return values(until, points, this::factor);
    }

    /** The momenta at the same times as {@link #factors}; NaN for the optimizer's own. */
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
