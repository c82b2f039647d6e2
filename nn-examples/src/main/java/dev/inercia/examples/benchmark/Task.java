package dev.inercia.examples.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a contestant is told on its command line.
 *
 * @param directory the data, as {@link SharedFiles} wrote it; empty if one step on made-up data is to be taken
 * @param hidden units of the hidden layers
 * @param activation theirs: sigmoid or relu
 * @param batch examples in a batch
 * @param optimizer adam (0.001) or momentum (0.07, 0.9)
 */
record Task(Optional<Path> directory, int[] hidden, String activation, int batch, String optimizer) {

    /** Stands for the directory where there is none. */
    static final String NO_DATA = "-";

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
}
