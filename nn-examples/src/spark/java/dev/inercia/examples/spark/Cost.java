package dev.inercia.examples.spark;

import java.util.Locale;

/**
 * What the rounds of a training took.
 *
 * @param rounds their number
 * @param seconds from the first to the last, on the driver
 * @param working of these, those of the slowest partition of each round at its steps
 * @param bytes sent to, and received from, each partition in a round
 */
public record Cost(int rounds, double seconds, double working, long bytes) {

    /** For example {@code 5 rounds of 0.95 MB a partition in 1.31 s: 1.10 s of steps, 42 ms a round for the rest}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d rounds of %.2f MB a partition in %.2f s: %.2f s of steps, %.0f ms a round for the rest",
                rounds,
                bytes / 1e6,
                seconds,
                working,
                1e3 * (seconds - working) / Math.max(1, rounds));
    }
}
