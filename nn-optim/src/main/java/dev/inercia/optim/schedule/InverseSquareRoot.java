package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;

/**
 * Falls with the root of the time: {@code factor(t) = 1 / sqrt(1 + t / scale)}, so half is left after three scales. It
 * has no end.
 *
 * <p>Behind a warm-up as long as {@code scale} it is the Transformer's: at the time s since the warm-up began,
 * {@code min(s / scale, sqrt(scale / s))}. The optimizer's learning rate is the highest.
 *
 * <pre>{@code
 * new InverseSquareRoot(4000).warmUp(4000)
 * }</pre>
 *
 * <p>Source: Vaswani et al., "Attention Is All You Need", 2017, equation 3.
 *
 * @param scale the time after which 1 / sqrt(2) is left, finite and above 0
 */
public record InverseSquareRoot(double scale) implements Schedule {

    /** Checks it. */
    public InverseSquareRoot {
        Range.aboveZero("InverseSquareRoot", "scale", scale);
    }

    @Override
    public double factor(double time) {
        return 1 / Math.sqrt(1 + time / scale);
    }
}
