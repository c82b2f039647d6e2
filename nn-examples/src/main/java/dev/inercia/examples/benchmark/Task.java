package dev.inercia.examples.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The command-line arguments of a contestant. Layers are words, their numbers after colons: {@code conv:20:5} is a
 * convolution with 20 filters of 5 x 5 without padding, {@code same:16:3} one that keeps the size of the image and has
 * no biases, {@code norm} a batch normalisation, {@code pool} the maximum of 2 x 2 pixels, {@code average} that of all
 * pixels; {@code flatten}, {@code dense:30}, {@code dropout:0.5}, {@code sigmoid} and {@code relu}. The output is
 * softmax, the loss cross-entropy.
 *
 * @param directory the data, as {@link SharedFiles} wrote it; empty to take one step on made-up data
 * @param layers the network
 * @param batch examples in a batch
 * @param optimizer adam (0.001) or momentum (0.07, 0.9)
 * @param images how many of the test images are predicted, and counted in the accuracy, at most
 */
record Task(Optional<Path> directory, List<String> layers, int batch, String optimizer, int images) {

    /** The argument for an empty directory. */
    static final String NO_DATA = "-";

    static final double ADAM_RATE = 0.001;
    static final double MOMENTUM_RATE = 0.07;
    static final double MOMENTUM = 0.9;

    private static final String DENSE = "dense";

    static Task parse(String[] args) {
        if (args.length != 5) {
            throw new IllegalArgumentException(
                    "Expected directory, layers, batch size, optimizer and number of images, but got "
                            + Arrays.toString(args));
        }
        return new Task(
                args[0].equals(NO_DATA) ? Optional.empty() : Optional.of(Path.of(args[0])),
                List.of(args[1].split(",")),
                Integer.parseInt(args[2]),
                args[3],
                Integer.parseInt(args[4]));
    }

    /** The first word of a layer: what it is. */
    static String kind(String layer) {
        return layer.split(":")[0];
    }

    /** One of a layer's numbers, from 1. */
    static String number(String layer, int index) {
        String[] words = layer.split(":");
        if (index >= words.length) {
            throw new IllegalArgumentException("Expected " + index + " numbers in the layer '" + layer + "'");
        }
        return words[index];
    }

    /** A layer's number that counts: filters, units, or the side of a window. */
    static int count(String layer, int index) {
        return Integer.parseInt(number(layer, index));
    }

    static IllegalArgumentException unknown(String layer) {
        return new IllegalArgumentException("Unknown layer '" + layer + "'");
    }

    /** Whether the input is an image [28, 28, 1], and not 784 numbers. */
    boolean isOfImages() {
        return !kind(layers.get(0)).equals(DENSE);
    }

    /** Whether training is random. */
    boolean hasDropout() {
        return layers.stream().anyMatch(layer -> kind(layer).equals("dropout"));
    }

    /** The units of the hidden layers of a network of dense layers. */
    int[] hidden() {
        int[] units = layers.stream()
                .filter(layer -> kind(layer).equals(DENSE))
                .mapToInt(layer -> count(layer, 1))
                .toArray();
        return Arrays.copyOf(units, units.length - 1);
    }

    /** The activation of the hidden layers of a network of dense layers. */
    String activation() {
        return layers.get(1);
    }
}
