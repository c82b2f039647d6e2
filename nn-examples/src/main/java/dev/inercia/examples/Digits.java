package dev.inercia.examples;

import dev.inercia.mnist.Mnist;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.data.Dataset;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The digits that an example runs on.
 *
 * @param source which data this is; printed with every result
 * @param training to train on
 * @param validation to choose settings by
 * @param test to measure on
 */
public record Digits(String source, Dataset training, Dataset validation, Dataset test) {

    private static final int SYNTHETIC_TRAINING = 12_000;
    private static final int SYNTHETIC_VALIDATION = 2_000;
    private static final int SYNTHETIC_TEST = 2_000;

    /**
     * From the directory given, else from that of the environment variable, else from the cache or the mirrors; where
     * none of these can be had, synthetic ones.
     *
     * @param directory or null
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
                throw e; // files were named, so what is wrong with them is an error
            }
            System.out.println(e.getMessage());
            System.out.println("MNIST is not to be had, so this goes on with synthetic digits. Its results are not"
                    + " MNIST's. (Files of your own: --data DIR, or the environment variable " + Mnist.DATA + ")");
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
