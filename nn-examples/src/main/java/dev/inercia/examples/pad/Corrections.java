package dev.inercia.examples.pad;

import dev.inercia.mnist.Idx;
import dev.inercia.mnist.IdxArray;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Digits that were read wrongly, with what they are, kept as a pair of IDX files like MNIST's. Thread-safe; every change is
 * written at once.
 */
final class Corrections {

    static final int MOST = 5_000;

    private static final int SIDE = 28;

    /** A digit of 784 unsigned bytes, and what it is. */
    private record Corrected(byte[] pixels, byte label) {}

    private final Path images;
    private final Path labels;
    private final List<Corrected> all = new ArrayList<>();

    /**
     * Reads what is there.
     *
     * @throws UncheckedIOException if there are files that cannot be read
     * @throws IllegalArgumentException if they contain something else
     */
    Corrections(Path directory) {
        images = directory.resolve("corrections-images-idx3-ubyte");
        labels = directory.resolve("corrections-labels-idx1-ubyte");
        if (Files.exists(images) && Files.exists(labels)) {
            try {
                read();
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }

    private void read() throws IOException {
        IdxArray pixels = Idx.read(images);
        byte[] digits = Idx.read(labels).bytes();
        List<Integer> shape = pixels.dimensions();
        if (shape.size() != 3 || shape.get(1) != SIDE || shape.get(2) != SIDE) {
            throw new IllegalArgumentException(images + ": expected images of " + SIDE + " x " + SIDE + ", but found "
                    + shape + "; move the file away");
        }
        int size = SIDE * SIDE;
        // A program that was killed between the two files left one more image than labels.
        for (int i = 0; i < Math.min(digits.length, shape.get(0)); i++) {
            byte[] one = new byte[size];
            System.arraycopy(pixels.bytes(), i * size, one, 0, size);
            if (digits[i] < 0 || digits[i] > 9) {
                throw new IllegalArgumentException(
                        labels + ": expected digits from 0 to 9, but found " + digits[i] + "; move the file away");
            }
            all.add(new Corrected(one, digits[i]));
        }
    }

    synchronized int size() {
        return all.size();
    }

    /**
     * Keeps a digit.
     *
     * @param pixels 784 unsigned bytes
     * @param label 0 to 9
     * @throws IllegalArgumentException if there are {@link #MOST} already
     * @throws UncheckedIOException if they cannot be written; then the digit is not kept
     */
    synchronized void add(byte[] pixels, int label) {
        if (all.size() >= MOST) {
            throw new IllegalArgumentException("There are " + MOST + " corrections, and no room for more in " + images);
        }
        all.add(new Corrected(pixels.clone(), (byte) label));
        try {
            write();
        } catch (UncheckedIOException e) {
            all.remove(all.size() - 1);
            throw e;
        }
    }

    /** Drops the last one, if there is one. */
    synchronized void forgetLast() {
        if (!all.isEmpty()) {
            all.remove(all.size() - 1);
            write();
        }
    }

    private void write() {
        try {
            Files.createDirectories(images.getParent());
            Idx.write(images, IdxArray.ofUnsignedBytes(pixels(), all.size(), SIDE, SIDE));
            Idx.write(labels, IdxArray.ofUnsignedBytes(labels(), all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private byte[] pixels() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        all.forEach(each -> bytes.writeBytes(each.pixels()));
        return bytes.toByteArray();
    }

    private byte[] labels() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        all.forEach(each -> bytes.write(each.label()));
        return bytes.toByteArray();
    }

    /** All of them, features [784]; at least one must be there. */
    synchronized Dataset dataset() {
        return Dataset.ofBytes(pixels(), Shape.of(SIDE * SIDE), labels(), 10);
    }
}
