package dev.inercia.nn.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Replaces a file atomically: readers see either the old file or the new one, and a failure leaves the old one. Keeps
 * the permissions of an existing file, and follows symbolic links.
 *
 * <p>Writes the new content to a hidden file in the same directory, and holds a lock on it meanwhile. A hidden file
 * without a lock was left by a killed process; the next writer of the same file removes it.
 */
public final class AtomicFile {

    private static final String PREFIX = ".inercia-";
    private static final int MOST_LINKS = 40;
    private static final int BUFFER = 1 << 16;

    /** Files being written. Do not open these again: closing a second channel would release this process's lock. */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    private AtomicFile() {}

    /** Writes the content of a file. */
    public interface Content {

        /** Writes the whole content; must not close the stream. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes the content of a file in any order. */
    interface PositionedContent {

        /** Writes the whole content; must not close the channel. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Replaces a file, or creates it.
     *
     * @throws IOException if the file cannot be written; the message names file and cause, and the old file is
     *     unchanged
     */
    public static void replace(Path path, Content content) throws IOException {
        replaceAt(path, channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            content.writeTo(out);
            out.flush();
        });
    }

    /** Replaces a file by content that is written in any order, see {@link #replace}. */
    static void replaceAt(Path path, PositionedContent content) throws IOException {
        // A channel cannot write on an interrupted thread, for example after a training was stopped.
        boolean wasInterrupted = Thread.interrupted();
        try {
            replaceFile(target(path), content);
        } catch (IOException e) {
            throw Failure.of(path, "cannot be written", e);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Resolves symbolic links. */
    private static Path target(Path path) throws IOException {
        Path target = path.toAbsolutePath();
        for (int i = 0; Files.isSymbolicLink(target); i++) {
            if (i == MOST_LINKS) {
                throw new FileSystemException(path.toString(), null, "too many symbolic links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static void replaceFile(Path target, PositionedContent content) throws IOException {
        Path directory = target.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new NoSuchFileException(
                    target.toString(), null, "there is no directory " + directory + ", make it first");
        }
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "it is a directory");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new AccessDeniedException(target.toString());
        }
        // Short for any file name, because file systems limit the length of names.
        String prefix = PREFIX + Integer.toHexString(target.getFileName().hashCode()) + "-";
        removeOrphans(directory, prefix);
        Path temporary = directory.resolve(prefix + UUID.randomUUID() + ".tmp");
        IN_USE.add(temporary);
        try {
            write(temporary, target, content);
        } finally {
            Files.deleteIfExists(temporary);
            IN_USE.remove(temporary);
        }
        force(directory);
    }

    private static void write(Path temporary, Path target, PositionedContent content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            FileLock lock = lock(channel);
            try {
                keepPermissions(target, temporary);
                content.writeTo(channel);
                channel.force(true);
                try {
                    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
                } catch (AtomicMoveNotSupportedException e) {
                    Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
                }
            } finally {
                if (lock != null) {
                    lock.release();
                }
            }
        }
    }

    /** Returns null if the file system does not support locks; then no files are removed either. */
    private static FileLock lock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (IOException e) {
            return null;
        }
    }

    private static void keepPermissions(Path target, Path temporary) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (old != null && Files.exists(target)) {
            Files.setPosixFilePermissions(temporary, old.readAttributes().permissions());
        }
    }

    /** Removes files in this directory that killed writers left. */
    public static void removeOrphans(Path directory) {
        removeOrphans(directory, PREFIX);
    }

    private static void removeOrphans(Path directory, String prefix) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, prefix + "*.tmp")) {
            for (Path file : files) {
                if (!IN_USE.contains(file)) {
                    removeIfUnlocked(file);
                }
            }
        } catch (IOException e) {
            // A process without permission to list the directory may still be able to write to it.
            return;
        }
    }

    private static void removeIfUnlocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileLock lock = lock(channel);
            if (lock != null) {
                Files.deleteIfExists(file);
                lock.release();
            }
        } catch (NoSuchFileException e) {
            return; // another writer was faster
        }
    }

    /** Syncs the directory, so that the new name survives a loss of power. */
    private static void force(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return; // directories cannot be opened, as on Windows
        }
    }
}
