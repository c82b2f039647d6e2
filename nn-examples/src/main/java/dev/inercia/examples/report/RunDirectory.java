package dev.inercia.examples.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** A directory of its own for every run. */
final class RunDirectory {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");

    private RunDirectory() {}

    /**
     * Makes a new directory, named after the time.
     *
     * @throws UncheckedIOException if none can be made there
     */
    static Path create(Path parent) {
        return create(parent, LocalDateTime.now().format(NAME));
    }

    static Path create(Path parent, String name) {
        try {
            Files.createDirectories(parent);
            for (int i = 1; ; i++) {
                try {
                    return Files.createDirectory(parent.resolve(i == 1 ? name : name + "-" + i));
                } catch (FileAlreadyExistsException e) {
                    // another run, in the same second: the next name
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "--out: cannot write to " + parent + " (" + e.getClass().getSimpleName() + "): choose another", e);
        }
    }
}
