package dev.inercia.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A process that runs {@link ResumeChild}. Every wait has a limit, and messages show what the process said. */
final class ChildProcess {

    /** For a machine that is slow and busy with other things. */
    private static final int LIMIT_SECONDS = 180;

    private static final int LONGEST_OUTPUT = 4000;

    private final Process process;
    /** Its standard output, its error output, and what the JVM says if it crashes. */
    private final Path output;

    private ChildProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a process.
     *
     * @param command to run, with all arguments
     * @param directory for its output
     */
    static ChildProcess start(List<String> command, Path directory) throws IOException {
        Path output = Files.createTempDirectory(Files.createDirectories(directory), "output");
        Process process = new ProcessBuilder(command)
                .directory(output.toFile())
                .redirectOutput(output.resolve("out").toFile())
                .redirectError(output.resolve("err").toFile())
                .start();
        return new ChildProcess(process, output);
    }

    /** The trainings that have begun. */
    List<String> begun() {
        try {
            String text = Files.readString(output.resolve("out"));
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a training has begun. */
    void awaitBegin() throws InterruptedException {
        await(() -> !begun().isEmpty(), "a training has begun");
    }

    /** Waits until something is so; fails if the process ends before with a failure. */
    void await(BooleanSupplier isSo, String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!isSo.getAsBoolean()) {
            boolean isAlive = process.isAlive();
            if (!isSo.getAsBoolean() && (!isAlive || System.nanoTime() > end)) {
                throw failure("the process " + (isAlive ? "did not come so far" : "ended") + " before " + what);
            }
            Thread.sleep(2);
        }
    }

    /** Kills it by SIGKILL; false if it had already come to its end. */
    boolean kill() throws InterruptedException {
        boolean wasAlive = process.isAlive();
        process.destroyForcibly();
        awaitEnd();
        if (process.exitValue() == 0) {
            return false;
        }
        if (!wasAlive) {
            throw failure("the process failed");
        }
        return true;
    }

    /** Asks it to end, by SIGTERM, and waits until it has. */
    void terminate() throws InterruptedException {
        process.destroy();
        awaitEnd();
    }

    /** Waits for its end, which must be a good one. */
    void requireEnd() throws InterruptedException {
        awaitEnd();
        if (process.exitValue() != 0) {
            throw failure("the process failed");
        }
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            AssertionError failure = failure("the process does not end");
            process.destroyForcibly();
            throw failure;
        }
    }

    private AssertionError failure(String what) {
        StringBuilder text = new StringBuilder(what);
        text.append(process.isAlive() ? ", and still runs" : ", with code " + process.exitValue());
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.sorted().toList()) {
                String said = Files.readString(file, StandardCharsets.ISO_8859_1);
                text.append("\n--- ").append(file.getFileName()).append('\n');
                int cut = Math.min(said.length(), LONGEST_OUTPUT);
                text.append(said, 0, cut).append(said.substring(Math.max(cut, said.length() - LONGEST_OUTPUT)));
            }
        } catch (IOException e) {
            text.append("\nits output cannot be read: ").append(e);
        }
        return new AssertionError(text.toString());
    }
}
