package dev.inercia.examples;

import dev.inercia.mnist.Mnist;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What the examples' command lines have in common: where digits come from, help, and errors of one line. */
public final class Console {

    /** Options that several examples take. */
    public static final class DataOptions {

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Directory with MNIST's four files. By default that of the environment variable "
                        + Mnist.DATA + ", else the cache, else downloaded, else synthetic digits.")
        private Path data;

        @Option(names = "--help", usageHelp = true, description = "Shows this.")
        private boolean help;

        /**
         * The digits.
         *
         * @throws IllegalArgumentException or UncheckedIOException if they were named but cannot be had
         */
        public Digits load() {
            return Digits.load(data);
        }
    }

    private Console() {}

    /** Runs a command; exits with its code unless that is 0, and with 2 on a bad argument. */
    public static void main(Callable<Integer> command, String... args) {
        int code = run(command, args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /**
     * Runs a command and returns its exit code: 2 if it, or what it calls, throws an {@link IllegalArgumentException} or
     * cannot read or write a file, which is then said in one line.
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

    /** A number that has to be at least 1. */
    public static void requireAtLeastOne(String option, Integer value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1, but is " + value);
        }
    }
}
