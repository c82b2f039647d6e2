package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;
import java.math.BigDecimal;

/**
 * Falls from 1 to {@code end} along half a cosine:
 * {@code factor(t) = end + (1 - end) (1 + cos(pi t / length)) / 2}. From {@code length} on it stays at {@code end}.
 *
 * <p>Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017, equation 5, within one
 * run. PyTorch's {@code CosineAnnealingLR}, which rises again behind its end.
 *
 * @param length the time it takes, finite and above 0
 * @param end where it ends, in [0, 1], by default {@value #END}
 */
public record Cosine(double length, double end) implements ExactSchedule {

    /** The default end. */
    public static final double END = 0;

    /** To the default end. */
    public Cosine(double length) {
        this(length, END);
    }

    /** Checks the ranges. */
    public Cosine {
        Range.aboveZero("Cosine", "length", length);
        Range.zeroToOne("Cosine", "end", end);
    }

    @Override
    public double factor(Time time) {
        return time.isBefore(length) ? between(1, end, time, Time.decimal(length)) : end;
    }

    /** From one value to another along half a cosine of this length; both ends are met exactly. */
    static double between(double from, double to, Time time, BigDecimal length) {
        return between(from, to, time.shareOf(length), time.leftOf(length));
    }

    /**
     * The same.
     *
     * @param share the share that is over
     * @param left the share that is left: one less the other, but exact also if it is small
     */
    static double between(double from, double to, Ratio share, Ratio left) {
        boolean isFirstHalf = share.high() < left.high();
        double less = isFirstHalf ? share.squaredSine() : left.squaredSine();
        return isFirstHalf ? Math.fma(from, 1 - less, to * less) : Math.fma(to, 1 - less, from * less);
    }
}
