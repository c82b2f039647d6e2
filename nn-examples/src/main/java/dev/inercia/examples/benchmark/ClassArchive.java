package dev.inercia.examples.benchmark;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * A class-data archive, for programs that are started often: the JVM maps the classes of a first run into memory
 * instead of finding, reading and verifying each.
 */
final class ClassArchive {

    private final Path directory;

    /** Keeps its files in this directory. */
    ClassArchive(Path directory) {
        this.directory = directory;
    }

    /** The class path with directories packed as jar files, which an archive requires. */
    String packed(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> Files.isDirectory(Path.of(entry)) ? pack(Path.of(entry)) : entry)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String pack(Path classes) {
        // A unique name: the directories of all modules are called classes.
        Path jar = directory.resolve("classes-" + Integer.toHexString(classes.hashCode()) + ".jar");
        ToolProvider tool = ToolProvider.findFirst("jar")
                .orElseThrow(() -> new UncheckedIOException(new IOException("this Java has no jar tool")));
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        if (tool.run(writer, writer, "--create", "--file", jar.toString(), "-C", classes.toString(), ".") != 0) {
            throw new UncheckedIOException(new IOException("jar failed: " + said));
        }
        return jar.toString();
    }

    /**
     * Runs a program to its end and archives its classes.
     *
     * @param command {@code java}, its options, the main class and arguments
     * @return the JVM option that uses the archive
     */
    String make(String name, List<String> command) {
        Path archive = directory.resolve(name + ".jsa");
        List<String> run = new ArrayList<>(command);
        run.add(1, "-XX:ArchiveClassesAtExit=" + archive);
        try {
            Path log = directory.resolve(name + ".log");
            Process process = new ProcessBuilder(run)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (process.waitFor() != 0 || !Files.exists(archive)) {
                throw new UncheckedIOException(new IOException("no class archive was made: " + Files.readString(log)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
        return "-XX:SharedArchiveFile=" + archive;
    }
}
