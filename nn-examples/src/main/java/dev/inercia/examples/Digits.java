package dev.inercia.examples;

import dev.inercia.mnist.Mnist;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.data.Dataset;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The digits that an example runs on.
 *
 * @param source a description of the data, printed with every result
 * @param training the training set
 * @param validation for choosing settings
 * @param test the test set
 */
public record Digits(String source, Dataset training, Dataset validation, Dataset test) {

    private static final int SYNTHETIC_TRAINING = 12_000;
    private static final int SYNTHETIC_VALIDATION = 2_000;
    private static final int SYNTHETIC_TEST = 2_000;

    /**
     * Loads digits from the given directory, otherwise from that in the environment variable, otherwise from the cache
     * or the mirrors; if none is available, makes synthetic ones.
     *
     * @param directory may be null
     * @throws IllegalArgumentException if a directory is named but does not exist
     * @throws UncheckedIOException if a directory is named but its files cannot be read
     */
    public static Digits load(Path directory) {
        if (directory != null) {
            return of(Mnist.load(directory));
        }
        try {
            return of(Mnist.load());
        } catch (UncheckedIOException e) {
            String variable = System.getenv(Mnist.DATA);
            if (variable != null && !variable.isBlank()) {
                throw e; // the user named the files, so a fault in them is an error
            }
            System.out.println(e.getMessage());
            System.out.println("MNIST is not available; continuing with synthetic digits. The results are not"
                    + " MNIST's. (To use your own files: --data DIR, or the environment variable " + Mnist.DATA + ")");
            return synthetic();
        }
    }

    private static Digits of(Mnist mnist) {
        return new Digits(mnist.source(), mnist.training(), mnist.validation(), mnist.test());
    }

    static Digits synthetic() {
        return new Digits(
                "synthetic digits, not MNIST: " + SYNTHETIC_TRAINING + " to train on, " + SYNTHETIC_TEST
                        + " to test on",
                SyntheticDigits.generate(SYNTHETIC_TRAINING, 1).dataset(),
                SyntheticDigits.generate(SYNTHETIC_VALIDATION, 3).dataset(),
                SyntheticDigits.generate(SYNTHETIC_TEST, 2).dataset());
    }
}
