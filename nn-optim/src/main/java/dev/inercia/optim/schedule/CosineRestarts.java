package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;

/**
 * SGDR: falls from 1 to {@code end} along half a cosine, then starts anew at 1, each run {@code growth} times as long as
 * the one before: {@code factor(t) = end + (1 - end) (1 + cos(pi tCur / tI)) / 2}, tCur being the time since the last
 * restart and tI the length of the run under way. It has no end.
 *
 * <p>Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017, equation 5. PyTorch's
 * {@code CosineAnnealingWarmRestarts}, with {@code length} for {@code T_0} and {@code growth} for {@code T_mult}.
 *
 * @param length of the first run, finite and above 0
 * @param growth how many times as long each run is as the one before, finite and at least 1, by default
 *     {@value #GROWTH}
 * @param end where each run ends, in [0, 1], by default {@value #END}
 */
public record CosineRestarts(double length, double growth, double end) implements Schedule {

    /** The default growth. */
    public static final double GROWTH = 1;

    /** The default end. */
    public static final double END = 0;

    /** With the default growth and end. */
    public CosineRestarts(double length) {
        this(length, GROWTH);
    }

    /** To the default end. */
    public CosineRestarts(double length, double growth) {
        this(length, growth, END);
    }

    /** Checks all. */
    public CosineRestarts {
        Range.aboveZero("CosineRestarts", "length", length);
        Range.atLeastOne("CosineRestarts", "growth", growth);
        Range.zeroToOne("CosineRestarts", "end", end);
    }

    @Override
    public double factor(double time) {
        if (growth == 1) {
            return Cosine.between(1, end, time % length / length);
        }
        double start = 0;
        double run = length;
        while (time >= start + run) {
            start += run;
            run *= growth;
        }
        return Cosine.between(1, end, (time - start) / run);
    }
}
