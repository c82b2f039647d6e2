package dev.inercia.examples.report.result;

import java.time.Instant;
import java.util.Optional;

/**
 * The conditions under which a report was made.
 *
 * @param data the data set; synthetic ones begin with that word
 * @param checksum SHA-256 of its decoded training features, training labels, test features and test labels, in that
 *     order
 * @param trainingImages the number of training images
 * @param testImages the number of test images
 * @param machine processor and operating system
 * @param cores processors available
 * @param java the Java runtime
 * @param products the libraries that compute matrix products
 * @param threads trainings at the same time
 * @param seed the first seed
 * @param epochs of every run instead of each one's own; empty for its own
 * @param repeats the number of seeds of the first round
 * @param limit the time that it might take, in seconds, 0 for none
 * @param language of the texts: en or es
 * @param version of Inercia
 * @param started the start time
 * @param seconds the total time, including the start of the JVM
 */
public record Conditions(
        String data,
        String checksum,
        int trainingImages,
        int testImages,
        String machine,
        int cores,
        String java,
        String products,
        int threads,
        long seed,
        Optional<Integer> epochs,
        int repeats,
        double limit,
        String language,
        String version,
        Instant started,
        double seconds) {

    /** True if the digits are synthetic, so the results are not those of MNIST. */
    public boolean isSynthetic() {
        return data.startsWith("synthetic");
    }
}
