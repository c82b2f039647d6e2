package dev.inercia.examples.spark;

import dev.inercia.mnist.DigitRows;
import dev.inercia.nn.data.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Some of the training images in a directory, which every machine has under this name: a shared file system, or copies.
 *
 * @param directory with MNIST's files
 * @param from the first image
 * @param to the one after the last
 */
public record DigitPart(String directory, int from, int to) implements Source {

    @Override
    public Dataset load() {
        return DigitRows.train(Path.of(directory)).read(from, to);
    }

    /** Splits the images into contiguous parts, whose sizes differ by one at most. */
    List<DigitPart> split(int parts) {
        long size = to - from;
        return IntStream.range(0, parts)
                .mapToObj(i -> new DigitPart(
                        directory, from + (int) (size * i / parts), from + (int) (size * (i + 1) / parts)))
                .toList();
    }
}
