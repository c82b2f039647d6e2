package dev.inercia.plot;

import java.util.Objects;

/**
 * An axis of a plot.
 *
 * @param title what is measured along it, with its unit; may be empty
 * @param scale how values are laid out
 * @param from the lower end; NaN to choose it by the values
 * @param to the upper end, above the lower one; NaN to choose it by the values
 */
public record Axis(String title, Scale scale, double from, double to) {

    /** Checks the ends. */
    public Axis {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(scale, "scale");
        boolean isAutomatic = Double.isNaN(from) && Double.isNaN(to);
        boolean isRange = Double.isFinite(from) && Double.isFinite(to) && from < to;
        if (!isAutomatic && !isRange || isRange && scale == Scale.LOGARITHMIC && from <= 0) {
            throw new IllegalArgumentException("Axis '" + title + "': expected finite ends, the lower one first"
                    + (scale == Scale.LOGARITHMIC ? " and above 0" : "") + ", but got " + from + " and " + to);
        }
    }

    /** An axis whose ends are chosen by the values. */
    public static Axis of(String title, Scale scale) {
        return new Axis(title, scale, Double.NaN, Double.NaN);
    }

    /** With equal distances for equal differences. */
    public static Axis linear(String title) {
        return of(title, Scale.LINEAR);
    }

    /** With equal distances for equal ratios. */
    public static Axis logarithmic(String title) {
        return of(title, Scale.LOGARITHMIC);
    }

    /** With these ends, such as to look closely at a part: what is outside is marked above and below, left out beside. */
    public Axis between(double newFrom, double newTo) {
        return new Axis(title, scale, newFrom, newTo);
    }

    boolean hasEnds() {
        return !Double.isNaN(from);
    }
}
