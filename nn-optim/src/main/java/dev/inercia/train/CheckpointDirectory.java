package dev.inercia.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory of checkpoints, whose names sort by step and completed epochs. */
final class CheckpointDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointDirectory.class);

    private static final Pattern NAME = Pattern.compile("checkpoint-step(\\d{10,})-epoch(\\d{6,})\\.safetensors");

    private final Path path;
    private DirectoryUse use;

    /**
     * A checkpoint file in the directory.
     *
     * @param step the number of steps taken
     * @param completed the number of completed epochs
     */
    record Entry(Path path, long step, int completed) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            int order = Long.compare(step, other.step);
            return order != 0 ? order : Integer.compare(completed, other.completed);
        }
    }

    CheckpointDirectory(Path path) {
        this.path = path;
    }

    /** The file for a checkpoint at this position. */
    Entry entry(Position position) {
        String name = String.format(
                Locale.ROOT, "checkpoint-step%010d-epoch%06d.safetensors", position.step(), position.completed());
        return new Entry(path.resolve(name), position.step(), position.completed());
    }

    /** All checkpoints, complete or not, oldest first; empty if the directory does not exist. */
    List<Entry> entries() throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new NotDirectoryException(path.toString());
        }
        return list().map(CheckpointDirectory::entry)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    private Stream<Path> list() throws IOException {
        if (!Files.isDirectory(path)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.toList().stream();
        }
    }

    private static Optional<Entry> entry(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        try {
            return name.matches()
                    ? Optional.of(new Entry(file, Long.parseLong(name.group(1)), Integer.parseInt(name.group(2))))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Creates the directory, takes it for a training that starts or goes on, and removes what killed writers left.
     *
     * @throws IllegalArgumentException if another training uses it, or it has checkpoints of another one
     */
    void open(Training training) throws IOException {
        Files.createDirectories(path);
        use = DirectoryUse.begin(path);
        try {
            requireOwn(training);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Leaves the directory to others. */
    void close() {
        use.end();
    }

    /** Rejects files of another training in the directory, except incomplete ones. */
    private void requireOwn(Training training) throws IOException {
        Entry here = entry(training.position());
        for (Entry entry : entries()) {
            if (!training.isResumed()) {
                throw new IllegalArgumentException("The directory " + path + " has checkpoints of another training,"
                        + " such as " + entry.path().getFileName()
                        + ": go on with that one by trainer.resume(...), or give an empty directory");
            }
            if (entry.compareTo(here) > 0 && isWhole(entry.path())) {
                throw new IllegalArgumentException("The directory " + path + " has a checkpoint later than "
                        + here.path().getFileName() + ", from which this training goes on: "
                        + entry.path().getFileName() + ". Remove it, resume from it, or give an empty directory");
            }
        }
    }

    private static boolean isWhole(Path file) {
        try {
            return Checkpoint.read(file).position().step() >= 0;
        } catch (Checkpoint.OtherVersionException e) {
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Deletes all checkpoints except the newest ones and the first one after an epoch.
     *
     * @param keep the number of newest checkpoints to keep
     * @param best the completed epoch whose first checkpoint is kept too; 0 for none
     */
    void deleteOld(int keep, int best) throws IOException {
        List<Entry> entries = entries();
        Optional<Entry> ofBest = entries.stream()
                .filter(entry -> best > 0 && entry.completed == best)
                .findFirst();
        for (Entry entry : entries.subList(0, Math.max(0, entries.size() - keep))) {
            if (ofBest.filter(entry::equals).isEmpty()) {
                Files.deleteIfExists(entry.path);
            }
        }
    }

    /**
     * The newest complete checkpoint; empty if there are no checkpoints. Logs a warning for each that it skips.
     *
     * @throws IOException if there are checkpoints, but none is complete
     * @throws IllegalArgumentException if the newest was written by another version of this library
     */
    Optional<Checkpoint> newest() throws IOException {
        List<Entry> entries = entries();
        IOException problem = null;
        for (int i = entries.size() - 1; i >= 0; i--) {
            try {
                return Optional.of(Checkpoint.read(entries.get(i).path));
            } catch (IOException e) {
                LOG.warn("Skipped a checkpoint that is not whole, for an older one: {}", e.getMessage());
                problem = e;
            }
        }
        if (problem != null) {
            throw new IOException(
                    "None of the " + entries.size() + " checkpoints in " + path + " is whole: " + problem.getMessage(),
                    problem);
        }
        return Optional.empty();
    }
}
