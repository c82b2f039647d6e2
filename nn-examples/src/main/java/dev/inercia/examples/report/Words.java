package dev.inercia.examples.report;

import java.util.Locale;

/** Formats numbers for the page and the console. */
final class Words {

    private Words() {}

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** A fraction in percent, 94.55 %. */
    static String percent(double share) {
        return format("%.2f %%", 100 * share);
    }

    /** The mean of fractions in percent and, with several seeds, the spread: 94.55 ± 0.12 %. */
    static String percent(Sample shares) {
        return shares.count() == 1
                ? percent(shares.mean())
                : format("%.2f ± %.2f %%", 100 * shares.mean(), 100 * shares.deviation());
    }

    /** A difference of fractions, in percentage points with its margin: +0.42 ± 0.30 points. */
    static String points(Comparison comparison) {
        return format("%+.2f ± %.2f points", 100 * comparison.difference(), 100 * comparison.margin());
    }

    /** Seconds, or minutes and seconds. */
    static String time(double seconds) {
        if (seconds < 60) {
            return format("%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole / 60 + " min " + whole % 60 + " s";
    }

    /** A number without superfluous zeros: 0.07, 1000. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value).replace("1.0E-4", "0.0001");
    }
}
