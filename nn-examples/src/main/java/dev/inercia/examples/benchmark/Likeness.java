package dev.inercia.examples.benchmark;

import java.util.Locale;
import java.util.Optional;

/**
 * Holds those who start from the same parameters against the first of them: the same loss on test images before
 * training, and the same fall of it in ten steps. Whoever computes something else, another network, other batches or
 * another optimizer, is found out: a variant that does is not chosen if another does not.
 */
final class Likeness {

    /** The steps between the two losses. */
    static final int STEPS = 10;

    /** The share by which the first losses may differ: of rounding. */
    private static final double START = 1e-4;

    /** The share by which falls may differ: of rounding in ten steps, and of where epsilon stands in Adam. */
    private static final double FALL = 0.01;

    /** The same if training is random. */
    private static final double FALL_WITH_DROPOUT = 0.25;

    private final double tolerance;
    private String first;
    private Losses expected;

    /**
     * Two losses.
     *
     * @param start before the first step
     * @param trained after ten steps
     */
    record Losses(double start, double trained) {

        private double fall() {
            return start - trained;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "from %.5f to %.5f", start, trained);
        }
    }

    Likeness(Task task) {
        tolerance = task.hasDropout() ? FALL_WITH_DROPOUT : FALL;
    }

    /** How one more departs from the first; empty if it does not. */
    Optional<String> departure(String name, Losses losses) {
        if (first == null) {
            first = name;
            expected = losses;
        }
        boolean startsAlike = Math.abs(losses.start - expected.start) <= START * expected.start;
        boolean fallsAlike = Math.abs(losses.fall() - expected.fall()) <= tolerance * Math.abs(expected.fall());
        return startsAlike && fallsAlike
                ? Optional.empty()
                : Optional.of(name + " computes something else: its loss went " + losses + " in " + STEPS
                        + " steps, that of " + first + " " + expected);
    }
}
