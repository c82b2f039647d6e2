package dev.inercia.examples.report.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;

/**
 * The rule by which a quantity that was measured with several seeds is held against a {@link Threshold}, however often
 * one looks.
 *
 * <p>Looks are planned, by default after {@link #PLAN} seeds. At each, a t-interval of the mean over seeds is compared with the
 * threshold, and the first look that decides is the last. A claim may err with a probability of {@link #ERROR} in all,
 * of which each look spends an equal share: by Bonferroni's inequality the probability that any of the intervals misses
 * the true mean is at most their sum, whatever made one stop or go on. (Spending an error probability over looks: Lan
 * and DeMets, Biometrika 70, 1983; with equal shares, and nothing assumed of how looks depend on each other, it needs no
 * more than Student's t and holds for as few as 3 seeds.) A claim with one limit can only err on one side, so that each
 * side of its interval may miss with the whole share; one with several limits has half of it on each side. All of it
 * assumes values, or logarithms, that scatter evenly to both sides; heavy tails make it more careful. Skewed ones err
 * more: with a skewness of 0.7 in up to 9 %.
 *
 * @param threshold what the claim allows
 * @param logarithmic true for ratios and sizes above 0, of which the mean and the interval are geometric
 * @param resolution the smallest standard deviation to be believed, such as one test image; equal values from a few
 *     seeds do not prove that none could differ
 * @param shares the number of quantities among which the claim's error is divided, at least 1
 * @param plan the numbers of seeds after which one looks, rising, from 2 on
 */
public record Looks(Threshold threshold, boolean logarithmic, double resolution, int shares, List<Integer> plan) {

    /** The probability of a false verdict on a claim. */
    public static final double ERROR = 0.05;

    /** The numbers of seeds after which one looks, unless planned otherwise. */
    public static final List<Integer> PLAN = List.of(3, 4, 6, 10, 20);

    /** The deviation expected of a single value, in resolutions. */
    private static final double GUESS = 40;

    /** Copies the plan. */
    public Looks {
        plan = List.copyOf(plan);
    }

    /** With the usual plan. */
    public Looks(Threshold threshold, boolean logarithmic, double resolution, int shares) {
        this(threshold, logarithmic, resolution, shares, PLAN);
    }

    /** The probability with which the interval of one look misses the true mean, on both sides together. */
    public double missPerLook() {
        int sidesAtRisk = threshold.edges().size() == 1 ? 1 : 2;
        return ERROR / plan.size() / shares * 2 / sidesAtRisk;
    }

    /** The looks that these values, one a seed, allow; they end with the first that decides. */
    public List<Look> at(double... values) {
        List<Look> looks = new ArrayList<>();
        for (int seeds : plan) {
            if (seeds > values.length) {
                break;
            }
            Look look = look(Arrays.copyOf(values, seeds), seeds);
            looks.add(look);
            if (look.verdict() != Verdict.UNDECIDED) {
                break;
            }
        }
        return List.copyOf(looks);
    }

    /** The verdict of the last look; cannot be decided if there is none. */
    public static Verdict verdict(List<Look> looks) {
        return looks.isEmpty() ? Verdict.UNDECIDED : looks.get(looks.size() - 1).verdict();
    }

    /**
     * The number of seeds at the first planned look that would decide if mean and deviation stayed what they are; empty
     * if none would. At least one value; of a single one, the deviation is guessed from the resolution.
     */
    public OptionalInt forecast(double... values) {
        for (int seeds : plan) {
            if (seeds > values.length && look(values, seeds).verdict() != Verdict.UNDECIDED) {
                return OptionalInt.of(seeds);
            }
        }
        return OptionalInt.empty();
    }

    /** What these values suggest: the verdict if their mean were the true one. */
    public Verdict tendency(double... values) {
        double mean = back().applyAsDouble(mean(transformed(values)));
        return threshold.of(mean, mean);
    }

    /** The interval that has the mean and deviation of the values, and the width of this number of seeds. */
    private Look look(double[] values, int seeds) {
        double[] all = transformed(values);
        double mean = mean(all);
        double squares =
                Arrays.stream(all).map(value -> (value - mean) * (value - mean)).sum();
        double deviation = Math.max(resolution, Math.sqrt(squares / (all.length - 1)));
        if (all.length == 1) {
            deviation = GUESS * resolution;
        }
        double margin = StudentT.exceededBy(missPerLook(), seeds - 1) * deviation / Math.sqrt(seeds);
        DoubleUnaryOperator back = back();
        double low = back.applyAsDouble(mean - margin);
        double high = back.applyAsDouble(mean + margin);
        return new Look(seeds, back.applyAsDouble(mean), low, high, threshold.of(low, high));
    }

    private double[] transformed(double... values) {
        return logarithmic ? Arrays.stream(values).map(Math::log).toArray() : values;
    }

    private DoubleUnaryOperator back() {
        return logarithmic ? Math::exp : DoubleUnaryOperator.identity();
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
