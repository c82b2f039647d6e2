package dev.inercia.train;

import dev.inercia.nn.io.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The use of a directory by one training at a time: a program that is started twice would otherwise delete its own
 * checkpoints. A killed process leaves the directory free. Without locks in the file system, only trainings in this
 * process are seen.
 */
final class DirectoryUse {

    /** Named as the temporary files of {@link AtomicFile}, which removes those that killed processes left. */
    static final String NAME = ".inercia-in-use.tmp";

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryUse.class);

    /** Directories in use by this process: closing a second channel to the file would release its lock. */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    /** Null if there is no lock. */
    private FileChannel channel;

    private DirectoryUse(Path directory) {
        this.directory = directory;
    }

    /**
     * Begins to use a directory, and removes files that killed writers left in it.
     *
     * @throws IllegalArgumentException if another training uses it
     */
    static DirectoryUse begin(Path path) throws IOException {
        DirectoryUse use = new DirectoryUse(path.toRealPath());
        if (!IN_USE.add(use.directory)) {
            throw inUse(path, "in this process, or by two listeners of this one");
        }
        AtomicFile.removeOrphans(use.directory);
        if (!use.lock()) {
            use.end();
            throw inUse(path, "in another process");
        }
        return use;
    }

    /** False if another process has the lock; true also if there cannot be a lock. */
    private boolean lock() {
        FileChannel opened = null;
        try {
            Path file = directory.resolve(NAME);
            opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (opened.tryLock() == null) {
                opened.close();
                return false;
            }
            channel = opened;
        } catch (IOException e) {
            LOG.debug("There is no lock in {}", directory, e);
        }
        return true;
    }

    private static IllegalArgumentException inUse(Path path, String where) {
        return new IllegalArgumentException("The directory " + path + " is in use by another training " + where
                + ": wait for its end, or give each a directory of its own");
    }

    /** Ends the use. */
    void end() {
        try {
            if (channel != null) {
                Files.deleteIfExists(directory.resolve(NAME));
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("The lock in {} could not be removed", directory, e);
        } finally {
            IN_USE.remove(directory);
        }
    }
}
