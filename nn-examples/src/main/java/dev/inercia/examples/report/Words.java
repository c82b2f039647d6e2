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

    /** Seconds, or minutes and seconds. */
    static String time(double seconds) {
        if (seconds < 60) {
            return format("%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole / 60 + " min " + whole % 60 + " s";
    }
}
