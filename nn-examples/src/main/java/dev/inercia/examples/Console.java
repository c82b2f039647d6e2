package dev.inercia.examples;

import dev.inercia.mnist.Mnist;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The command-line options that examples share: the source of digits, help, and one-line errors. */
public final class Console {

    /** Options of several examples. */
    public static final class DataOptions {

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Directory with MNIST's four files. By default the one in the environment variable "
                        + Mnist.DATA + ", otherwise the cache, otherwise downloaded, otherwise synthetic digits.")
        private Path data;

        @Option(names = "--help", usageHelp = true, description = "Shows this.")
        private boolean help;

        /**
         * Loads the digits.
         *
         * @throws IllegalArgumentException or UncheckedIOException if a directory was named but cannot be read
         */
        public Digits load() {
            return Digits.load(data);
        }
    }

    private Console() {}

    /** Runs a command; exits with its code if that is not 0, and with 2 on a bad argument. */
    public static void main(Callable<Integer> command, String... args) {
        int code = run(command, args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /**
     * Runs a command and returns its exit code: 2 if it throws an {@link IllegalArgumentException} or fails to read or
     * write a file. Prints such an error in one line.
     */
    public static int run(Callable<Integer> command, String... args) {
        return new CommandLine(command)
                .setParameterExceptionHandler((problem, given) -> usage(problem.getMessage()))
                .setExecutionExceptionHandler((problem, line, result) -> {
                    if (problem instanceof IllegalArgumentException || problem instanceof UncheckedIOException) {
                        return usage(problem.getMessage());
                    }
                    throw problem;
                })
                .execute(args);
    }

    private static int usage(String message) {
        System.err.println(message + " (--help shows all options)");
        return CommandLine.ExitCode.USAGE;
    }

    /** Requires an option to be at least 1. */
    public static void requireAtLeastOne(String option, Integer value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1, but is " + value);
        }
    }
}
