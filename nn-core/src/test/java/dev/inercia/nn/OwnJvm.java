package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A program in a JVM of its own: for what is done once in a process, and for what may bring it down. */
public final class OwnJvm {

    private static final String RESULT = "RESULT ";

    private final Class<?> program;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Predicate<String> isOnClassPath = entry -> true;

    private OwnJvm(Class<?> program) {
        this.program = program;
    }

    /** Runs this class's main method. */
    public static OwnJvm of(Class<?> program) {
        return new OwnJvm(program);
    }

    public OwnJvm option(String option) {
        options.add(option);
        return this;
    }

    public OwnJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Leaves entries of the class path out. */
    public OwnJvm classPath(Predicate<String> isKept) {
        isOnClassPath = isKept;
        return this;
    }

    /** This JVM's class path, entry by entry. */
    public static List<String> classPath() {
        return List.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator));
    }

    /**
     * What a program printed.
     *
     * @param results what followed on lines that began with RESULT
     * @param lines all of them
     */
    public record Outcome(List<String> results, List<String> lines) {

        /** The only result. */
        public String result() {
            assertThat(results).as(String.join("\n", lines)).hasSize(1);
            return results.get(0);
        }
    }

    /** Runs it; it must end by itself, with exit code 0. Log messages of the library are among its lines. */
    public Outcome run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.log.dev.inercia=debug",
                "-Dorg.slf4j.simpleLogger.logFile=System.out",
                "-cp",
                classPath().stream().filter(isOnClassPath).collect(Collectors.joining(File.pathSeparator)),
                program.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            List<String> lines = output.lines().toList();
            return new Outcome(
                    lines.stream()
                            .filter(line -> line.startsWith(RESULT))
                            .map(line -> line.substring(RESULT.length()))
                            .toList(),
                    lines);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Prints a result; for programs. */
    public static void print(Object result) {
        System.out.println(RESULT + result);
    }
}
