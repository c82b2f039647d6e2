package dev.inercia.examples.spark;

import dev.inercia.mnist.Idx;
import dev.inercia.mnist.IdxArray;
import dev.inercia.mnist.Mnist;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory with the files of a digit set, from which executors read: they are given its name, not its content. */
final class DigitDirectory {

    private static final int TRAINING = 12_000;
    private static final int TEST = 2_000;

    private DigitDirectory() {}

    /**
     * The named directory, or the one in the environment variable, or one with digits that are drawn here.
     *
     * @param named may be null
     */
    static String of(Path named) {
        String variable = System.getenv(Mnist.DATA);
        if (named != null) {
            return named.toAbsolutePath().toString();
        }
        if (variable != null && !variable.isBlank()) {
            return Path.of(variable).toAbsolutePath().toString();
        }
        System.out.println(
                "Continuing with synthetic digits: the results are not MNIST's. (To use MNIST: --data DIR, or"
                        + " the environment variable " + Mnist.DATA + ")");
        return synthetic(Path.of("inercia-spark", "digits"), TRAINING, TEST);
    }

    /** Draws digits into a directory. */
    static String synthetic(Path directory, int training, int test) {
        try {
            Files.createDirectories(directory);
            write(directory, "train", SyntheticDigits.generate(training, 1));
            write(directory, "t10k", SyntheticDigits.generate(test, 2));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return directory.toAbsolutePath().toString();
    }

    private static void write(Path directory, String name, SyntheticDigits digits) throws IOException {
        Idx.write(
                directory.resolve(name + "-images-idx3-ubyte"),
                IdxArray.ofUnsignedBytes(digits.pixels(), digits.size(), 28, 28));
        Idx.write(
                directory.resolve(name + "-labels-idx1-ubyte"),
                IdxArray.ofUnsignedBytes(digits.labels(), digits.size()));
    }
}
