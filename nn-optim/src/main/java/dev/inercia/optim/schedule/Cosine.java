package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;

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
public record Cosine(double length, double end) implements Schedule {

    /** The default end. */
    public static final double END = 0;

    /** To the default end. */
    public Cosine(double length) {
        this(length, END);
    }

    /** Checks all. */
    public Cosine {
        Range.aboveZero("Cosine", "length", length);
        Range.zeroToOne("Cosine", "end", end);
    }

    @Override
    public double factor(double time) {
        return between(1, end, Math.min(time / length, 1));
    }

    /** From one value to another along half a cosine, of which this share is over: both ends are met exactly. */
    static double between(double from, double to, double share) {
        double left = (1 + Math.cos(Math.PI * share)) / 2;
        return from * left + to * (1 - left);
    }
}
