package dev.inercia.examples.report.output;

import java.math.BigDecimal;
import java.util.Locale;

/** Formats numbers and names for the page, independent of the locale. */
final class Text {

    private Text() {}

    /** All digits: {@code 0.0001}, {@code 0.9}, {@code 1E-8}. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal number = BigDecimal.valueOf(value).stripTrailingZeros();
        String plain = number.toPlainString();
        return plain.length() <= 8 ? plain : number.toString();
    }

    /** {@code 9,421}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** With this many decimals, or {@code NaN}. */
    static String decimals(double value, int decimals) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%,." + decimals + "f", value)
                : Double.toString(value);
    }

    /** Five digits, for losses. */
    static String loss(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.5g", value) : Double.toString(value);
    }

    /** Lower case letters, digits and hyphens only, for file names and anchors. */
    static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
