package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;
import java.math.BigDecimal;

/**
 * Falls from 1 to {@code end} along half a cosine: {@code factor(t) = end + (1 - end) (1 + cos(pi t / length)) / 2}.
 * After {@code length} it stays at {@code end}.
 *
 * <p>Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017, equation 5, for a
 * single run. Like PyTorch's {@code CosineAnnealingLR}, which, however, rises again after its end.
 *
 * @param length the time until it reaches the end, finite and above 0
 * @param end the last factor, in [0, 1], by default {@value #END}
 */
public record Cosine(double length, double end) implements ExactSchedule {

    public static final double END = 0;

    /** Falls to the default end. */
    public Cosine(double length) {
        this(length, END);
    }

    public Cosine {
        Range.aboveZero("Cosine", "length", length);
        Range.zeroToOne("Cosine", "end", end);
    }

    @Override
    public double factor(Time time) {
        return time.isBefore(length) ? between(1, end, time, Time.decimal(length)) : end;
    }

    /** Moves from one value to another along half a cosine of this length; both ends are exact. */
    static double between(double from, double to, Time time, BigDecimal length) {
        return between(from, to, time.shareOf(length), time.leftOf(length));
    }

    /**
     * Moves from one value to another along half a cosine.
     *
     * @param share the elapsed share
     * @param left the remaining share: 1 - share, but also exact when small
     */
    static double between(double from, double to, Ratio share, Ratio left) {
        boolean isFirstHalf = share.high() < left.high();
        double less = isFirstHalf ? share.squaredSine() : left.squaredSine();
        return isFirstHalf ? Math.fma(from, 1 - less, to * less) : Math.fma(to, 1 - less, from * less);
    }
}
