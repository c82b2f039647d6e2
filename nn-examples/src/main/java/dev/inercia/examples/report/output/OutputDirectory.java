package dev.inercia.examples.report.output;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Creates a directory for each run, named by date and time, so that no run overwrites another. */
public final class OutputDirectory {

    /** No colons: some file systems refuse them. */
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT);

    private OutputDirectory() {}

    /**
     * Creates the directory.
     *
     * @throws IllegalArgumentException if it cannot be created or written to
     */
    public static Path create(Path parent, LocalDateTime time) {
        try {
            Files.createDirectories(parent);
            for (int number = 1; ; number++) {
                try {
                    return Files.createDirectory(parent.resolve(NAME.format(time) + (number == 1 ? "" : "-" + number)));
                } catch (FileAlreadyExistsException e) {
                    // taken by another run: try the next number
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--out: cannot write to " + parent.toAbsolutePath() + " ("
                            + e.getClass().getSimpleName() + "): name a directory that can be written to",
                    e);
        }
    }
}
