package dev.inercia.examples.benchmark;

import dev.inercia.nn.data.Dataset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/**
 * The command-line arguments of a contestant.
 *
 * @param directory the data, as {@link SharedFiles} wrote it; empty to take one step on made-up data
 * @param hidden units of the hidden layers
 * @param activation their activation: sigmoid or relu
 * @param batch examples in a batch
 * @param optimizer adam (0.001) or momentum (0.07, 0.9)
 */
record Task(Optional<Path> directory, int[] hidden, String activation, int batch, String optimizer) {

    /** The argument for an empty directory. */
    static final String NO_DATA = "-";

    private static final int MADE_UP = 100;
    private static final int PIXELS = 784;
    private static final int CLASSES = 10;

    static final double ADAM_RATE = 0.001;
    static final double MOMENTUM_RATE = 0.07;
    static final double MOMENTUM = 0.9;

    static Task parse(String[] args) {
        if (args.length != 5) {
            throw new IllegalArgumentException(
                    "Expected directory, hidden units, activation, batch size and optimizer, but got "
                            + Arrays.toString(args));
        }
        return new Task(
                args[0].equals(NO_DATA) ? Optional.empty() : Optional.of(Path.of(args[0])),
                Arrays.stream(args[1].split(",")).mapToInt(Integer::parseInt).toArray(),
                args[2],
                Integer.parseInt(args[3]),
                args[4]);
    }

    /** The made-up data: random images. */
    static Dataset madeUp() {
        Random random = new Random(1);
        float[][] images = new float[MADE_UP][PIXELS];
        int[] labels = new int[MADE_UP];
        for (int i = 0; i < MADE_UP; i++) {
            for (int j = 0; j < PIXELS; j++) {
                images[i][j] = random.nextFloat();
            }
            labels[i] = i % CLASSES;
        }
        return Dataset.of(images, labels);
    }
}
