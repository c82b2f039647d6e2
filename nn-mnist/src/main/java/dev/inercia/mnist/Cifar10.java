package dev.inercia.mnist;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.io.Failure;
import dev.inercia.nn.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CIFAR-10, colour photographs of ten classes, in its binary version: features {@code [32, 32, 3]} in [0, 1], red,
 * green and blue side by side.
 *
 * <pre>{@code
 * Cifar10 cifar = Cifar10.load(Path.of("cifar-10-batches-bin"));
 * Dataset train = cifar.train();      // 50,000
 * Dataset test = cifar.test();        // 10,000
 * }</pre>
 *
 * <p>The files are not downloaded: unpack {@code cifar-10-binary.tar.gz} from
 * {@code https://www.cs.toronto.edu/~kriz/cifar.html}. A record is a byte for the class, 0 to 9, then 1,024 bytes each
 * of red, green and blue, row by row.
 *
 * <p>Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
 */
@CheckReturnValue
public final class Cifar10 {

    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final List<String> TRAINING_FILES =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");

    private static final String TEST_FILE = "test_batch.bin";

    private static final int SIDE = 32;
    private static final int PIXELS = SIDE * SIDE;
    private static final int CHANNELS = 3;
    private static final int RECORD = 1 + CHANNELS * PIXELS;
    /** One array holds all pixels. */
    private static final long MOST_EXAMPLES = Integer.MAX_VALUE / RECORD;

    private final Dataset train;
    private final Dataset test;

    private Cifar10(Dataset train, Dataset test) {
        this.train = train;
        this.test = test;
    }

    /**
     * Loads the six files from a directory.
     *
     * @throws IllegalArgumentException if a file is missing, or is not of this format
     * @throws UncheckedIOException if a file cannot be read
     */
    public static Cifar10 load(Path directory) {
        List<Path> training = new ArrayList<>();
        for (String name : TRAINING_FILES) {
            training.add(directory.resolve(name));
        }
        return new Cifar10(read(training), read(List.of(directory.resolve(TEST_FILE))));
    }

    /**
     * Reads files of this format, with any number of examples each.
     *
     * @param files at least one
     * @return the examples of all files, in order
     * @throws IllegalArgumentException if a file is missing, or is not of this format
     * @throws UncheckedIOException if a file cannot be read
     */
    public static Dataset read(List<Path> files) {
        long examples = 0;
        for (Path file : files) {
            examples += examples(file);
        }
        if (examples < 1 || examples > MOST_EXAMPLES) {
            throw new IllegalArgumentException("CIFAR-10: expected 1 to " + MOST_EXAMPLES + " examples in all; found "
                    + examples + " in " + files + ".");
        }
        byte[] pixels = new byte[(int) examples * CHANNELS * PIXELS];
        byte[] labels = new byte[(int) examples];
        int row = 0;
        for (Path file : files) {
            row = append(file, pixels, labels, row);
        }
        if (row < labels.length) {
            throw changed(files);
        }
        return Dataset.ofBytes(pixels, Shape.of(SIDE, SIDE, CHANNELS), labels, CLASSES.size())
                .named(CLASSES);
    }

    private static long examples(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("CIFAR-10: expected the file " + file.toAbsolutePath() + "; found "
                    + (Files.exists(file) ? "something else" : "nothing") + " there. Unpack cifar-10-binary.tar.gz from"
                    + " https://www.cs.toronto.edu/~kriz/cifar.html, and pass the directory of its .bin files.");
        }
        try {
            long bytes = Files.size(file);
            if (bytes == 0 || bytes % RECORD != 0) {
                throw new IllegalArgumentException(file + ": expected records of " + RECORD
                        + " bytes, a label and 3 x 1024 pixels; found " + bytes + " bytes, " + bytes / RECORD
                        + " records and " + bytes % RECORD + " bytes over. The file is cut short or of another kind:"
                        + " unpack cifar-10-binary.tar.gz again.");
            }
            return bytes / RECORD;
        } catch (IOException e) {
            throw new UncheckedIOException(Failure.message(file, Failure.cause(e)), e);
        }
    }

    /** Reads a file into rows from {@code row} on, and returns the next row. */
    private static int append(Path file, byte[] pixels, byte[] labels, int row) {
        int next = row;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (byte[] record = in.readNBytes(RECORD); record.length > 0; record = in.readNBytes(RECORD)) {
                int label = record[0] & 255;
                if (record.length < RECORD || next == labels.length) {
                    throw changed(List.of(file));
                }
                if (label >= CLASSES.size()) {
                    throw new IllegalArgumentException(file + ": expected labels of 0 to 9; found " + label
                            + " in record " + (next - row) + ", counted from 0. The file is damaged or of another kind,"
                            + " such as CIFAR-100: unpack cifar-10-binary.tar.gz again.");
                }
                labels[next] = record[0];
                interleave(record, pixels, next * CHANNELS * PIXELS);
                next++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(Failure.message(file, Failure.cause(e)), e);
        }
        return next;
    }

    private static IllegalArgumentException changed(List<Path> files) {
        return new IllegalArgumentException("CIFAR-10: " + files + " changed while being read. Read again.");
    }

    /** Turns three planes into pixels of three channels. */
    private static void interleave(byte[] record, byte[] pixels, int at) {
        for (int c = 0; c < CHANNELS; c++) {
            for (int i = 0; i < PIXELS; i++) {
                pixels[at + i * CHANNELS + c] = record[1 + c * PIXELS + i];
            }
        }
    }

    /** The training images: 50,000 in the published set. */
    public Dataset train() {
        return train;
    }

    /** The first four fifths of {@link #train()}. */
    public Dataset training() {
        return train.split(0.8).first();
    }

    /** The last fifth of {@link #train()}, to choose settings with: 10,000 in the published set. */
    public Dataset validation() {
        return train.split(0.8).second();
    }

    /** The test images: 10,000 in the published set. */
    public Dataset test() {
        return test;
    }

    /** The names of the classes 0 to 9, in that order. */
    public List<String> classNames() {
        return CLASSES;
    }
}
