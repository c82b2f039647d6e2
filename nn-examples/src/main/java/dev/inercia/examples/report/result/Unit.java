package dev.inercia.examples.report.result;

import java.util.Locale;

/** The unit of a claim's quantity. */
public enum Unit {
    /** A difference of shares, in percentage points. */
    POINTS,
    /** A share, in percent. */
    PERCENT,
    /** A ratio above 0, compared by its logarithm. */
    RATIO,
    /** A size above 0, compared by its logarithm. */
    SIZE;

    /** True if means and intervals are those of logarithms. */
    public boolean isLogarithmic() {
        return this == RATIO || this == SIZE;
    }

    /** The value as text without its unit: +0.42, 94.55, 0.81, 18,700. */
    public String number(double value) {
        return switch (this) {
            case POINTS -> String.format(Locale.ROOT, "%+.2f", 100 * value);
            case PERCENT -> String.format(Locale.ROOT, "%.2f", 100 * value);
            case RATIO -> String.format(Locale.ROOT, "%.3f", value);
            case SIZE -> String.format(Locale.ROOT, "%,.0f", value);
        };
    }
}
