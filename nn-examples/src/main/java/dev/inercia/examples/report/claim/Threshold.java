package dev.inercia.examples.report.claim;

import java.util.ArrayList;
import java.util.List;

/**
 * The values that a claim allows its quantity to have: those from low to high, both included.
 *
 * @param low may be negative infinity
 * @param high may be infinity
 * @param ofSize true if the claim is about the absolute value; low is then above 0, or the claim leaves the sign open
 */
public record Threshold(double low, double high, boolean ofSize) {

    /** Requires low to be below high, and at least 0 if the claim is about the absolute value. */
    public Threshold {
        if (!(low < high) || ofSize && low < 0) {
            throw new IllegalArgumentException("A claim allows values from low to high, and sizes from 0 on, but got "
                    + low + " to " + high + (ofSize ? " in size" : ""));
        }
    }

    /** Allows the limit and everything below. */
    public static Threshold atMost(double limit) {
        return new Threshold(Double.NEGATIVE_INFINITY, limit, false);
    }

    /** Allows the limit and everything above. */
    public static Threshold atLeast(double limit) {
        return new Threshold(limit, Double.POSITIVE_INFINITY, false);
    }

    /** Alike: at most so far from 0 in either direction. */
    public static Threshold within(double margin) {
        return new Threshold(-margin, margin, false);
    }

    /** A size between two limits, in either direction. */
    public static Threshold sizeBetween(double least, double most) {
        return new Threshold(least, most, true);
    }

    /**
     * Compares an interval with what the claim allows: confirmed if all of it is allowed, not confirmed if none of it
     * is.
     */
    public Verdict of(double from, double to) {
        boolean touches = false;
        for (double[] range : allowed()) {
            if (from >= range[0] && to <= range[1]) {
                return Verdict.CONFIRMED;
            }
            touches |= to >= range[0] && from <= range[1];
        }
        return touches ? Verdict.UNDECIDED : Verdict.NOT_CONFIRMED;
    }

    /** The allowed ranges, lowest first, each from its low to its high end, which may be infinite. */
    public List<double[]> allowed() {
        return ofSize
                ? List.of(new double[] {-high, -low}, new double[] {low, high})
                : List.of(new double[] {low, high});
    }

    /** The finite ends of the allowed ranges, lowest first. */
    public List<Double> edges() {
        List<Double> edges = new ArrayList<>();
        for (double[] range : allowed()) {
            for (double end : range) {
                if (Double.isFinite(end)) {
                    edges.add(end);
                }
            }
        }
        return List.copyOf(edges);
    }
}
