package dev.inercia.optim.schedule;

import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A schedule under test.
 *
 * @param make the schedule, made anew at every call
 * @param source where the golden values are from
 * @param golden its factors at the times 0, 1, 2, ...
 * @param last what it stays at, and from when on; NaN for one without an end
 * @param end from when on
 * @param jumps whether it is not continuous
 * @param rises whether it rises anywhere
 */
record ScheduleRow(
        Supplier<Schedule> make,
        String source,
        double[] golden,
        double last,
        double end,
        boolean jumps,
        boolean rises) {

    private static ScheduleRow of(Supplier<Schedule> make, String source, double... golden) {
        return new ScheduleRow(make, source, golden, Double.NaN, 0, false, false);
    }

    private ScheduleRow stays(double at, double from) {
        return new ScheduleRow(make, source, golden, at, from, jumps, rises);
    }

    private ScheduleRow jumping() {
        return new ScheduleRow(make, source, golden, last, end, true, rises);
    }

    private ScheduleRow rising() {
        return new ScheduleRow(make, source, golden, last, end, jumps, true);
    }

    /** The values of PyTorch are from 1.13.1, at a learning rate of 1, after 0, 1, 2, ... steps of the scheduler. */
    static Stream<ScheduleRow> all() {
        return Stream.of(
                of(() -> new ConstantRate(0.3), "by hand", 0.3, 0.3, 0.3).stays(0.3, 0),
                of(() -> new StepDecay(3, 0.5), "StepLR(3, 0.5)", 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25)
                        .jumping(),
                of(() -> MultiStep.at(2, 5), "MultiStepLR([2, 5], 0.1)", 1, 1, 0.1, 0.1, 0.1, 0.01, 0.01)
                        .stays(0.01, 5)
                        .jumping(),
                of(() -> new Exponential(0.9), "ExponentialLR(0.9)", 1, 0.9, 0.81, 0.729, 0.6561),
                of(() -> new Polynomial(5, 2, 0), "PolynomialLR(5, 2)", 1, 0.64, 0.36, 0.16, 0.04, 0, 0)
                        .stays(0, 5),
                of(() -> new Polynomial(4, 1, 0.2), "by hand", 1, 0.8, 0.6, 0.4, 0.2, 0.2)
                        .stays(0.2, 4),
                of(() -> new InverseSquareRoot(1), "1 / sqrt(1 + t)", 1, Math.sqrt(0.5), Math.sqrt(1 / 3.0), 0.5),
                of(
                                () -> new Cosine(5, 0.1),
                                "CosineAnnealingLR(5, 0.1)",
                                1,
                                0.9140576474687263,
                                0.6890576474687263,
                                0.41094235253127365,
                                0.1859423525312737,
                                0.1)
                        .stays(0.1, 5),
                of(
                                () -> new CosineRestarts(2, 2, 0.1),
                                "CosineAnnealingWarmRestarts(2, 2, 0.1)",
                                1,
                                0.55,
                                1,
                                0.8681980515339464,
                                0.55,
                                0.23180194846605365,
                                1,
                                0.9657457896300791)
                        .jumping()
                        .rising(),
                of(() -> new CosineRestarts(2), "by hand", 1, 0.5, 1, 0.5, 1, 0.5)
                        .jumping()
                        .rising(),
                // PyTorch's cycle ends with its last step, at 10, and its rise a step before the share, at 3.
                of(
                                () -> new OneCycle(10),
                                "OneCycleLR(1, total_steps=11, pct_start=4/11)",
                                0.04,
                                0.28,
                                0.76,
                                1,
                                0.9504846320134737,
                                0.8117456539497631,
                                0.6112620219362893,
                                0.38874197806371075,
                                0.18825834605023697,
                                0.049519367986526286,
                                4e-6)
                        .stays(4e-6, 10)
                        .rising(),
                of(
                                () -> new WarmUp(4, 0.25, new ConstantRate(1)),
                                "LinearLR(0.25, 1, 4)",
                                0.25,
                                0.4375,
                                0.625,
                                0.8125,
                                1,
                                1)
                        .stays(1, 4)
                        .rising(),
                of(() -> new Polynomial(2).warmUp(2), "by hand", 0, 0.5, 1, 0.5, 0, 0)
                        .stays(0, 4)
                        .rising(),
                of(
                                () -> Sequence.of(new ConstantRate(1), 2)
                                        .then(new Polynomial(4), 3)
                                        .then(new ConstantRate(0.5), 1)
                                        .then(new Exponential(0.5), 2),
                                "by hand",
                                1,
                                1,
                                1,
                                0.75,
                                0.5,
                                0.5,
                                1,
                                0.5,
                                0.25,
                                0.25)
                        .stays(0.25, 8)
                        .jumping()
                        .rising());
    }

    @Override
    public String toString() {
        return make.get().toString();
    }
}
