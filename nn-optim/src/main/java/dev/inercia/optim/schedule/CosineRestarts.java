package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;
import java.math.BigDecimal;
import java.math.MathContext;

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
public record CosineRestarts(double length, double growth, double end) implements ExactSchedule {

    /** The default growth. */
    public static final double GROWTH = 1;

    /** The default end. */
    public static final double END = 0;

    /** Where a step meets the end of a run, its power of the growth is short; a longer one only has to be near. */
    private static final MathContext DIGITS = new MathContext(100);
    /** Nearer than this to a whole number of runs it is decided exactly. */
    private static final double NEAR = 1e-9;

    /** With the default growth and end. */
    public CosineRestarts(double length) {
        this(length, GROWTH);
    }

    /** To the default end. */
    public CosineRestarts(double length, double growth) {
        this(length, growth, END);
    }

    /** Checks the ranges. */
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
        // Over are n runs of length (g^n - 1) / (g - 1), so all is multiplied by g - 1.
        BigDecimal power = g.pow(n, DIGITS);
        BigDecimal over = scaled(time, g).subtract(run.multiply(power.subtract(BigDecimal.ONE)));
        return between(over, run.multiply(power).multiply(g.subtract(BigDecimal.ONE)));
    }

    /** How many runs are over. */
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
