package dev.inercia.examples.report.result;

import java.time.Instant;

/**
 * Under which conditions a report was made.
 *
 * @param data which data set; synthetic ones begin with that word
 * @param checksum SHA-256 of its decoded training features, training labels, test features and test labels, in that
 *     order
 * @param trainingImages how many images were trained on
 * @param testImages how many were tested on
 * @param machine processor and operating system
 * @param cores processors available
 * @param java the Java runtime
 * @param threads trainings at the same time
 * @param seed the first seed
 * @param repeats how many seeds each experiment ran with at least
 * @param version of Inercia
 * @param started when
 * @param seconds from the start to the end, start of the JVM included
 */
public record Conditions(
        String data,
        String checksum,
        int trainingImages,
        int testImages,
        String machine,
        int cores,
        String java,
        int threads,
        long seed,
        int repeats,
        String version,
        Instant started,
        double seconds) {

    /** Whether the digits were made up, so that the results are not MNIST's. */
    public boolean isSynthetic() {
        return data.startsWith("synthetic");
    }
}
