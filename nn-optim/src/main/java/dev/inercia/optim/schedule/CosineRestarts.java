package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * SGDR: falls from 1 to {@code end} along half a cosine, then restarts at 1; each run is {@code growth} times as long
 * as the one before: {@code factor(t) = end + (1 - end) (1 + cos(pi tCur / tI)) / 2}, where tCur is the time since the
 * last restart and tI the length of the current run. It never ends.
 *
 * <p>Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017, equation 5. Like
 * PyTorch's {@code CosineAnnealingWarmRestarts}, with {@code length} for {@code T_0} and {@code growth} for
 * {@code T_mult}.
 *
 * @param length the length of the first run, finite and above 0
 * @param growth the factor from the length of one run to the next, finite and at least 1, by default {@value #GROWTH}
 * @param end the last factor of each run, in [0, 1], by default {@value #END}
 */
public record CosineRestarts(double length, double growth, double end) implements ExactSchedule {

    public static final double GROWTH = 1;

    public static final double END = 0;

    /**
     * If a step falls exactly on the end of a run, the power of the growth has few digits; longer powers may be
     * rounded.
     */
    private static final MathContext DIGITS = new MathContext(100);
    /** Closer than this to a whole number of runs, the comparison is exact. */
    private static final double NEAR = 1e-9;

    /** With the default growth and end. */
    public CosineRestarts(double length) {
        this(length, GROWTH);
    }

    /** Falls to the default end in each run. */
    public CosineRestarts(double length, double growth) {
        this(length, growth, END);
    }

    public CosineRestarts {
        Range.aboveZero("CosineRestarts", "length", length);
        Range.atLeastOne("CosineRestarts", "growth", growth);
        Range.zeroToOne("CosineRestarts", "end", end);
    }

    @Override
    public double factor(Time time) {
        BigDecimal run = time.inSteps(Time.decimal(length));
        if (growth == 1) {
            BigDecimal runs = new BigDecimal(time.count(Time.decimal(length)));
            return between(time.steps().subtract(runs.multiply(run)), run);
        }
        BigDecimal g = Time.decimal(growth);
        int n = runs(time, run, g);
        // n finished runs have the length (g^n - 1) / (g - 1), so multiply everything by g - 1.
        BigDecimal power = g.pow(n, DIGITS);
        BigDecimal over = scaled(time, g).subtract(run.multiply(power.subtract(BigDecimal.ONE)));
        return between(over, run.multiply(power).multiply(g.subtract(BigDecimal.ONE)));
    }

    /** The number of finished runs. */
    private int runs(Time time, BigDecimal run, BigDecimal g) {
        double share = Ratio.of(time.steps(), run).high();
        double about = Math.log1p(share * (growth - 1)) / Math.log(growth);
        int nearest = (int) Math.rint(about);
        if (Math.abs(about - nearest) > NEAR * Math.max(1, about)) {
            return (int) about;
        }
        BigDecimal end = run.multiply(g.pow(nearest, DIGITS).subtract(BigDecimal.ONE));
        int order = scaled(time, g).compareTo(end);
        return order < 0 || order == 0 && time.isJustBefore() ? nearest - 1 : nearest;
    }

    private static BigDecimal scaled(Time time, BigDecimal g) {
        return time.steps().multiply(g.subtract(BigDecimal.ONE));
    }

    private double between(BigDecimal over, BigDecimal run) {
        return Cosine.between(1, end, Ratio.of(over, run), Ratio.of(run.subtract(over), run));
    }
}
