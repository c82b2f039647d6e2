package dev.inercia.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes numbers as short as they can be read, independent of the locale. */
public final class Numbers {

    private static final int LONGEST_PLAIN = 7;

    private Numbers() {}

    /** With at most four digits that matter: {@code 0.1235}, {@code 12,350}, {@code 1.2E-7}; or {@code NaN}. */
    public static String text(double value) {
        return text(value, 4);
    }

    /** With at most this many digits that matter. */
    static String text(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";
        }
        BigDecimal number = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (number.signum() == 0) {
            return "0";
        }
        number = number.stripTrailingZeros();
        String plain = number.scale() <= 0 ? String.format(Locale.ROOT, "%,.0f", number) : number.toPlainString();
        return plain.length() <= LONGEST_PLAIN ? plain : scientific(number);
    }

    private static String scientific(BigDecimal number) {
        int exponent = number.precision() - number.scale() - 1;
        return number.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "E" + exponent;
    }

    /** A coordinate, with a tenth of a pixel. */
    static String place(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? String.valueOf(tenths / 10) : String.valueOf(tenths / 10.0);
    }
}
