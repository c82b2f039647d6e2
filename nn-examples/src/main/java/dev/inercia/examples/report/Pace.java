package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Setup;
import java.util.function.LongSupplier;

/** How fast trainings go on this machine, and whether another one still fits into the time. Thread-safe. */
final class Pace {

    /** A guess until something is measured: seconds for a step of the default setup. */
    private static final double GUESS = 4e-5;
    /** Trainings that take longer than expected must not make the job late. */
    private static final double CAUTION = 1.15;

    private final int images;
    private final LongSupplier clock;
    private final long deadline;
    private double effort;
    private double seconds;

    /**
     * Starts without a measurement.
     *
     * @param images the number of training images
     * @param clock a clock in nanoseconds
     * @param deadline when the last training has to be finished, on that clock; Long.MAX_VALUE for no limit
     */
    Pace(int images, LongSupplier clock, long deadline) {
        this.images = images;
        this.clock = clock;
        this.deadline = deadline;
    }

    double effort(Setup setup) {
        return Setups.effort(setup, images);
    }

    /** Takes a training's time into account. */
    synchronized void add(Setup setup, double took) {
        effort += effort(setup);
        seconds += took;
    }

    /** True if so much effort of one thread fits into the time that is left. */
    synchronized boolean fits(double more) {
        return deadline == Long.MAX_VALUE || CAUTION * more * perEffort() < left();
    }

    private double perEffort() {
        return effort == 0 ? GUESS : seconds / effort;
    }

    /** The seconds that are left. */
    double left() {
        return deadline == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : (deadline - clock.getAsLong()) / 1e9;
    }
}
