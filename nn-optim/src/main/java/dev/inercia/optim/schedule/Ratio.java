package dev.inercia.optim.schedule;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A quotient as the sum of two doubles: the nearest one, and its error. Where a function is steep or near 0, that error
 * alone would cost more than a few units in the last place.
 */
record Ratio(double high, double low) {

    /** Whole numbers up to this one are exact doubles. */
    private static final double WHOLE = 1L << 53;

    private static final double HALF_PI = Math.PI / 2;
    /** Half pi minus the double nearest to it. */
    private static final double HALF_PI_ERROR = 6.123233995736766e-17;

    static Ratio of(BigDecimal numerator, BigDecimal denominator) {
        int scale = Math.max(0, Math.max(numerator.scale(), denominator.scale()));
        double n = numerator.scaleByPowerOfTen(scale).doubleValue();
        double d = denominator.scaleByPowerOfTen(scale).doubleValue();
        if (Math.abs(n) < WHOLE && d < WHOLE) {
            double high = n / d;
            return new Ratio(high, Math.fma(-high, d, n) / d);
        }
        BigDecimal quotient = numerator.divide(denominator, MathContext.DECIMAL128);
        double high = quotient.doubleValue();
        return new Ratio(high, quotient.subtract(new BigDecimal(high)).doubleValue());
    }

    /** A base to the power of this. */
    double powerOf(double base) {
        double power = Math.pow(base, high);
        return Math.fma(power, low * Math.log(base), power);
    }

    /** This, at least 0, to the power of an exponent above 0. */
    double to(double exponent) {
        if (high == 0) {
            return 0;
        }
        double power = Math.pow(high, exponent);
        return Math.fma(power, exponent * low / high, power);
    }

    /** The square of the sine of this many right angles. */
    double squaredSine() {
        double angle = HALF_PI * high;
        double error = Math.fma(HALF_PI, high, -angle) + HALF_PI_ERROR * high + HALF_PI * low;
        double sine = Math.fma(error, Math.cos(angle), Math.sin(angle));
        return sine * sine;
    }
}
