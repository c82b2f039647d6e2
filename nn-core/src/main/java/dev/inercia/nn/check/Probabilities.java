package dev.inercia.nn.check;

/** Recognises probabilities. */
public final class Probabilities {

    /** How far the sum may differ from 1 by rounding. */
    private static final double TOLERANCE = 1e-3;

    private Probabilities() {}

    /** True if the values from {@code from} to {@code to} (exclusive) are at least 0 and sum to 1. */
    public static boolean isDistribution(double[] values, int from, int to) {
        double sum = 0;
        double least = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
            least = Math.min(least, values[i]);
        }
        return least >= 0 && Math.abs(sum - 1) <= TOLERANCE;
    }
}
