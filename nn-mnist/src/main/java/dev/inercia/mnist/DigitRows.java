package dev.inercia.mnist;

import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The digits in a directory, read in parts: for several machines or processes that each need some of them. The same
 * digits as {@link Mnist#load(Path)} has, but the checksums of the files, which cover all of them, are not verified.
 *
 * <pre>{@code
 * DigitRows rows = DigitRows.train(directory);
 * Dataset mine = rows.read(rows.size() / 4, rows.size() / 2);
 * }</pre>
 */
public final class DigitRows {

    private static final Shape FLAT = Shape.of(LabelledDigits.PIXELS);

    private final Path images;
    private final Path labels;
    private final int size;

    private DigitRows(Path directory, DigitFile images, DigitFile labels) {
        DirectorySource source = new DirectorySource(directory, DigitSet.MNIST.files());
        try {
            this.images = source.path(images);
            this.labels = source.path(labels);
            List<Integer> dimensions = Idx.dimensions(this.images);
            size = dimensions.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(Idx.describe(e), e);
        }
    }

    /**
     * The training images; reads only the header of their file.
     *
     * @throws IllegalArgumentException if the directory does not exist
     * @throws UncheckedIOException if a file is missing or not an IDX file
     */
    public static DigitRows train(Path directory) {
        return new DigitRows(directory, DigitFile.TRAIN_IMAGES, DigitFile.TRAIN_LABELS);
    }

    /** The test images; see {@link #train}. */
    public static DigitRows test(Path directory) {
        return new DigitRows(directory, DigitFile.TEST_IMAGES, DigitFile.TEST_LABELS);
    }

    /** The number of images. */
    public int size() {
        return size;
    }

    /**
     * Reads some of the images, and only these; see {@link Idx#read(Path, int, int)}.
     *
     * @param from the first
     * @param to the one after the last
     * @return features of shape [784], pixels scaled to [0, 1], labels 0 to 9
     * @throws IllegalArgumentException if there are no such images
     * @throws UncheckedIOException if a file cannot be read or is not of this format
     */
    public Dataset read(int from, int to) {
        try {
            LabelledDigits digits = LabelledDigits.of(DigitSet.MNIST, rows(images, from, to), rows(labels, from, to));
            int classes = DigitSet.MNIST.classNames().size();
            return Dataset.ofBytes(digits.pixels(), FLAT, digits.labels(), classes);
        } catch (IOException e) {
            throw new UncheckedIOException(Idx.describe(e), e);
        }
    }

    private static DigitData rows(Path file, int from, int to) throws IOException {
        return new DigitData(file.toString(), Idx.read(file, from, to), "", false);
    }
}
