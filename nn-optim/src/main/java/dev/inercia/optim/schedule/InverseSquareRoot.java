package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;
import java.math.BigDecimal;

/**
 * Falls with the square root of time: {@code factor(t) = 1 / sqrt(1 + t / scale)}, which is 1/2 after three scales. It
 * never ends.
 *
 * <p>After a warm-up of length {@code scale} it is the Transformer's schedule, {@code min(s / scale, sqrt(scale / s))}
 * at time s from the start of the warm-up. The optimizer's learning rate is the peak.
 *
 * <pre>{@code
 * new InverseSquareRoot(4000).warmUp(4000)
 * }</pre>
 *
 * <p>Source: Vaswani et al., "Attention Is All You Need", 2017, equation 3.
 *
 * @param scale the time at which the factor is 1 / sqrt(2), finite and above 0
 */
public record InverseSquareRoot(double scale) implements ExactSchedule {

    public InverseSquareRoot {
        Range.aboveZero("InverseSquareRoot", "scale", scale);
    }

    @Override
    public double factor(Time time) {
        BigDecimal inSteps = time.inSteps(Time.decimal(scale));
        return Math.sqrt(Ratio.of(inSteps, inSteps.add(time.steps())).high());
    }
}
