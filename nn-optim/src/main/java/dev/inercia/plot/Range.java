package dev.inercia.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an axis shows.
 *
 * @param from the lower end, below the upper one
 * @param isLogarithmic if so, both ends are above 0
 * @param isWhole if so, only whole numbers are labelled
 */
record Range(double from, double to, boolean isLogarithmic, boolean isWhole) {

    private static final double LOGARITHMIC_FROM = 20;
    /** Values further off than this many times the spread of most of them are marked at the border. */
    private static final double FAR = 5;

    private static final double MOST = 0.05;
    private static final double SMALLEST = 1e-140;
    private static final double LARGEST = 1e140;
    /** Ends that differ by less, relatively, count as equal. */
    private static final double RESOLUTION = 1e-9;

    private static final int MOST_TICKS = 8;
    private static final int[] FEWEST = {1};
    private static final int[] FEW = {1, 2, 5};
    private static final int[] MANY = {1, 2, 3, 5, 7};

    private Range(double from, double to, boolean isLogarithmic) {
        this(from, to, isLogarithmic, false);
    }

    /** The horizontal axis: all positions. */
    static Range ofPositions(Axis axis, double[] values) {
        double[] all = finite(values, false);
        boolean isLogarithmic = isLogarithmic(axis.scale(), all, finite(values, true));
        double[] shown = isLogarithmic ? finite(values, true) : all;
        Range range = axis.hasEnds()
                ? new Range(axis.from(), axis.to(), isLogarithmic(axis))
                : shown.length == 0 ? new Range(0, 1, false) : around(shown[0], shown[shown.length - 1], isLogarithmic);
        boolean isWhole = Arrays.stream(all).allMatch(value -> value == Math.rint(value));
        return new Range(range.from, range.to, range.isLogarithmic, isWhole && !range.isLogarithmic);
    }

    /** The vertical axis: its own ends, or those of all values. */
    static Range of(Axis axis, double[] values) {
        return axis.hasEnds() ? new Range(axis.from(), axis.to(), isLogarithmic(axis)) : of(axis.scale(), values);
    }

    private static boolean isLogarithmic(Axis axis) {
        return axis.scale() == Scale.LOGARITHMIC
                || axis.scale() == Scale.AUTOMATIC && axis.from() > 0 && axis.to() > LOGARITHMIC_FROM * axis.from();
    }

    private static boolean isLogarithmic(Scale scale, double[] all, double[] positive) {
        return scale == Scale.LOGARITHMIC && positive.length > 0
                || scale == Scale.AUTOMATIC
                        && positive.length > 0
                        && positive.length == all.length
                        && all[all.length - 1] > LOGARITHMIC_FROM * all[0];
    }

    /** The vertical axis: all values, but for a few that are so far off that nothing else could be seen. */
    static Range of(Scale scale, double[] values) {
        double[] all = finite(values, false);
        double[] positive = finite(values, true);
        boolean isLogarithmic = isLogarithmic(scale, all, positive);
        double[] shown = isLogarithmic ? positive : all;
        if (shown.length == 0) {
            return new Range(0, 1, false);
        }
        double low = shown[0];
        double high = shown[shown.length - 1];
        if (!isLogarithmic) {
            double most = shown[(int) (MOST * (shown.length - 1))];
            double least = shown[(int) Math.ceil((1 - MOST) * (shown.length - 1))];
            double far = FAR * (least - most);
            if (far > 0) {
                low = Math.max(low, most - far);
                high = Math.min(high, least + far);
            }
        }
        return around(low, high, isLogarithmic).padded();
    }

    /** In order; moved within what can be calculated with. */
    private static double[] finite(double[] values, boolean isPositive) {
        return Arrays.stream(values)
                .filter(value -> Double.isFinite(value) && (!isPositive || value > 0))
                .map(value -> isPositive ? Math.max(value, SMALLEST) : Math.abs(value) < SMALLEST ? 0 : value)
                .map(value -> Math.max(-LARGEST, Math.min(LARGEST, value)))
                .sorted()
                .toArray();
    }

    /** Both ends, further apart if they are about equal. */
    private static Range around(double low, double high, boolean isLogarithmic) {
        double largest = Math.max(Math.abs(low), Math.abs(high));
        if (high - low > RESOLUTION * largest) {
            return new Range(low, high, isLogarithmic);
        }
        if (isLogarithmic) {
            return new Range(low / 2, high * 2, true);
        }
        double around = largest == 0 ? 1 : largest / 2;
        return new Range(low - around, high + around, false);
    }

    private Range padded() {
        if (isLogarithmic) {
            double factor = Math.pow(to / from, 0.04);
            return new Range(from / factor, to * factor, true);
        }
        double room = 0.04 * (to - from);
        // What is never negative is not shown as if it could be.
        return new Range(from >= 0 ? Math.max(0, from - room) : from - room, to + room, false);
    }

    /** Where a value lies, from 0 to 1; outside of that if it is out of the range, NaN if it cannot be placed. */
    double share(double value) {
        if (Double.isInfinite(value)) {
            return value;
        }
        return isLogarithmic
                ? value > 0 ? Math.log(value / from) / Math.log(to / from) : Double.NaN
                : (value - from) / (to - from);
    }

    /** Values to label. */
    List<Double> ticks() {
        return isLogarithmic && to / from > 5 ? logarithmicTicks() : linearTicks();
    }

    private List<Double> linearTicks() {
        double rough = (to - from) / MOST_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * (rough <= power ? 1 : rough <= 2 * power ? 2 : rough <= 5 * power ? 5 : 10);
        step = isWhole ? Math.max(1, step) : step;
        List<Double> ticks = new ArrayList<>();
        double first = Math.ceil(from / step - 1e-6);
        for (int i = 0; (first + i) * step <= to + 1e-6 * step; i++) {
            ticks.add(first + i == 0 ? 0 : (first + i) * step);
        }
        return ticks;
    }

    private List<Double> logarithmicTicks() {
        int first = (int) Math.ceil(Math.log10(from) - 1e-9);
        int last = (int) Math.floor(Math.log10(to) + 1e-9);
        int every = Math.max(1, (last - first) / MOST_TICKS + 1);
        List<Double> ticks = new ArrayList<>();
        double powers = Math.log10(to / from);
        int[] digits = powers < 1.5 ? MANY : powers < 3 ? FEW : FEWEST;
        for (int exponent = first - 1; exponent <= last; exponent++) {
            for (int digit : digits) {
                double tick = digit * Math.pow(10, exponent);
                if (tick >= from && tick <= to && Math.floorMod(exponent, every) == 0) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
