package dev.inercia.examples.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The process of a contestant, as seen by the harness. */
final class Rival implements AutoCloseable {

    private final Contestant contestant;
    private final Variant variant;
    private final Process process;
    private final Path errors;
    private final BufferedReader answers;
    private final Writer commands;

    private Rival(Contestant contestant, Variant variant, Process process, Path errors) {
        this.contestant = contestant;
        this.variant = variant;
        this.process = process;
        this.errors = errors;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts the process without waiting for it. */
    static Rival start(Contestant contestant, Variant variant, Work work, Path directory) {
        return start(contestant, variant, work.arguments(directory.toString()), directory);
    }

    /** Starts the process with these arguments; its standard error goes to a file in the directory. */
    static Rival start(Contestant contestant, Variant variant, List<String> arguments, Path directory) {
        try {
            Path errors = Files.createTempFile(directory, "errors", ".txt");
            List<String> command = new ArrayList<>(contestant.command());
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(variant.environment());
            return new Rival(contestant, variant, builder.start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(contestant.name() + " could not be started: " + e.getMessage(), e);
        }
    }

    Contestant contestant() {
        return contestant;
    }

    Variant variant() {
        return variant;
    }

    /**
     * Waits for an answer that begins with this word, and returns what follows it.
     *
     * @throws UncheckedIOException if the process ends first; the message has the end of its standard error
     */
    String await(String word) {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(Commands.MARK + word)) {
                    return line.substring(Commands.MARK.length() + word.length())
                            .strip();
                }
            }
            String said;
            try (var lines = Files.lines(errors)) {
                List<String> all = lines.toList();
                said = all.subList(Math.max(0, all.size() - 5), all.size()).stream()
                        .collect(Collectors.joining(" | "));
            }
            throw new IOException(contestant.name() + " ended instead of answering '" + word + "': " + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Runs a command this many times; returns the microseconds per repetition. */
    double time(String command, int times) {
        tell(command + " " + times);
        return Double.parseDouble(await("time"));
    }

    double accuracy() {
        tell("accuracy");
        return Double.parseDouble(await("accuracy"));
    }

    /** The loss on the first test images. */
    double loss() {
        tell("loss");
        return Double.parseDouble(await("loss"));
    }

    private void tell(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(contestant.name() + " is gone: " + e.getMessage(), e);
        }
    }

    /** The processor time used so far; 0 if the system does not report it. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        try {
            commands.write("quit\n");
            commands.close();
        } catch (IOException e) {
            // it has already ended
        }
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
