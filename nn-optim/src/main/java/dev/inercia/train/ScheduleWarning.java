package dev.inercia.train;

import dev.inercia.optim.schedule.Cosine;
import dev.inercia.optim.schedule.MultiStep;
import dev.inercia.optim.schedule.OneCycle;
import dev.inercia.optim.schedule.Polynomial;
import dev.inercia.optim.schedule.Schedule;
import dev.inercia.optim.schedule.Sequence;
import dev.inercia.optim.schedule.StepDecay;
import dev.inercia.optim.schedule.Time;
import dev.inercia.optim.schedule.WarmUp;
import java.util.Locale;

/**
 * Warns if the schedule of the learning rate does not fit the length of the training: its rate is next to 0 for a part
 * of the training, or the training ends before the schedule does. On by default; checks before the first step.
 */
public record ScheduleWarning() implements Listener {

    /** A rate below this share of the largest is next to 0. */
    public static final double NEXT_TO_ZERO = 1e-5;

    /** Warns if the rate is next to 0 for more than this share of the training, at its end. */
    public static final double SHARE = 0.1;

    /** Warns if the training ends at a rate further than this from the schedule's last, relative to the largest. */
    public static final double LEFT = 0.1;

    private static final int POINTS = 1000;

    @Override
    public void onStart(Training training) {
        training.trainer().schedule().ifPresent(schedule -> look(training, schedule));
    }

    private static void look(Training training, Schedule schedule) {
        Trainer trainer = training.trainer();
        boolean isInSteps = trainer.scheduleUnit() == Schedule.Unit.STEPS;
        String unit = isInSteps ? " steps" : " epochs";
        int stepsPerUnit = isInSteps ? 1 : training.stepsPerEpoch();
        long steps = (long) trainer.epochs() * training.stepsPerEpoch();
        double planned = (double) steps / stepsPerUnit;
        double largest = 0;
        long lastAbove = -1;
        int points = (int) Math.min(POINTS, steps);
        double[] factors = new double[points];
        for (int i = 0; i < points; i++) {
            factors[i] = schedule.factor(Time.of(i * steps / points, stepsPerUnit));
            largest = Math.max(largest, factors[i]);
        }
        for (int i = 0; i < points; i++) {
            lastAbove = factors[i] > NEXT_TO_ZERO * largest ? i : lastAbove;
        }
        double length = length(schedule);
        if (points - 1 - lastAbove > Math.max(1, SHARE * points)) {
            training.warn(
                    String.format(
                            Locale.ROOT,
                            "%s ends after %.4g of %.4g%s: from then on the learning rate is next to 0, and nothing is"
                                    + " learned",
                            name(schedule),
                            Double.isInfinite(length) ? planned * (lastAbove + 1) / points : length,
                            planned,
                            unit),
                    Cause.SCHEDULE,
                    "a schedule of another length, or in another unit, than the training; give it a length of "
                            + number(planned) + unit);
        } else if (length > planned && Double.isFinite(length)) {
            double end = schedule.factor(length);
            double peak = largest;
            for (double factor : schedule.factors(length, POINTS)) {
                peak = Math.max(peak, factor);
            }
            if (Math.abs(schedule.factor(planned) - end) > LEFT * peak || isBeforeEvent(schedule, planned)) {
                training.warn(
                        String.format(
                                Locale.ROOT,
                                "%s ends after %.4g%s, but the training after %.4g: the schedule will never come to its"
                                        + " end",
                                name(schedule),
                                length,
                                unit,
                                planned),
                        Cause.CERTAIN,
                        "a schedule of another length, or in another unit, than the training; give it a length of "
                                + number(planned) + unit);
            }
        }
    }

    /** True if a drop of the rate lies beyond the training. */
    private static boolean isBeforeEvent(Schedule schedule, double planned) {
        return schedule instanceof MultiStep || schedule instanceof StepDecay;
    }

    /** Where a schedule reaches its last value; infinite if it never does, or does not tell. */
    private static double length(Schedule schedule) {
        if (schedule instanceof Cosine cosine) {
            return cosine.length();
        } else if (schedule instanceof Polynomial polynomial) {
            return polynomial.length();
        } else if (schedule instanceof OneCycle cycle) {
            return cycle.length();
        } else if (schedule instanceof MultiStep multiStep) {
            return multiStep.times().get(multiStep.times().size() - 1);
        } else if (schedule instanceof StepDecay decay) {
            return decay.every(); // the first drop: a training that ends before it has a constant rate
        } else if (schedule instanceof WarmUp warmUp) {
            double then = length(warmUp.then());
            return warmUp.length() + (Double.isInfinite(then) ? 0 : then);
        } else if (schedule instanceof Sequence sequence) {
            return sequence.parts().stream().mapToDouble(Sequence.Part::length).sum();
        }
        return Double.POSITIVE_INFINITY;
    }

    private static String name(Schedule schedule) {
        return "The schedule " + schedule;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
