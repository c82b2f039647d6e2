package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;
import java.math.BigDecimal;

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
public record InverseSquareRoot(double scale) implements ExactSchedule {

    /** Checks the range. */
    public InverseSquareRoot {
        Range.aboveZero("InverseSquareRoot", "scale", scale);
    }

    @Override
    public double factor(Time time) {
        BigDecimal inSteps = time.inSteps(Time.decimal(scale));
        return Math.sqrt(Ratio.of(inSteps, inSteps.add(time.steps())).high());
    }
}
