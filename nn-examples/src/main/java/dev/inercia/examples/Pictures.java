package dev.inercia.examples;

import dev.inercia.plot.Plot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Files of plots. */
final class Pictures {

    private Pictures() {}

    /** Saves a plot under its name in a directory, and prints where. */
    static void save(Plot plot, Path directory) {
        Path file = directory.resolve(plot.name() + ".svg");
        try {
            plot.save(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
        System.out.println("Plot: " + file.toAbsolutePath());
    }
}
