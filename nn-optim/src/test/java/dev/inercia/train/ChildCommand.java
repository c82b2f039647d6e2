package dev.inercia.train;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Starts {@link ResumeChild} in processes of its own.
 *
 * @param java the JVM and its options
 */
record ChildCommand(List<String> java) {

    /** The command for a few starts. */
    static ChildCommand plain() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return of(entries, "-Xshare:auto");
    }

    /**
     * The command for many starts: with an archive of the classes that some trainings load, which halves the time of a
     * start. The archive is made in this directory.
     */
    static ChildCommand archived(Path directory, List<String> names) throws IOException, InterruptedException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            Path jar = directory.resolve("classes" + entries.size() + ".jar");
            entries.add((Files.isDirectory(path) ? packed(path, jar) : path).toString());
        }
        Path archive = directory.resolve("classes.jsa");
        of(entries, "-XX:ArchiveClassesAtExit=" + archive)
                .start(List.of(), directory.resolve("first"), 1000, 0, names)
                .requireEnd();
        return of(entries, "-XX:SharedArchiveFile=" + archive);
    }

    private static ChildCommand of(List<String> classPath, String option) {
        return new ChildCommand(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx512m",
                "-cp",
                String.join(File.pathSeparator, classPath)));
    }

    /** Directories of classes as jar files, which an archive requires. */
    private static Path packed(Path classes, Path jar) {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        String[] args = {"--create", "--no-compress", "--file", jar.toString(), "-C", classes.toString(), "."};
        int code = tool.run(System.out, System.err, args);
        if (code != 0) {
            throw new IllegalStateException("jar ended with " + code);
        }
        return jar;
    }

    /**
     * Starts a process.
     *
     * @param before a command that runs the rest as its arguments, or nothing
     * @param directory of all trainings; beside it goes the output of the process
     * @param every steps between checkpoints, or 0 to save on shutdown alone
     * @param nap milliseconds between steps
     * @param names of the rows
     */
    ChildProcess start(List<String> before, Path directory, int every, int nap, List<String> names) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(java);
        command.addAll(
                List.of(ResumeChild.class.getName(), directory.toString(), String.valueOf(every), String.valueOf(nap)));
        command.addAll(names);
        return ChildProcess.start(command, directory.resolveSibling(directory.getFileName() + "-output"));
    }
}
