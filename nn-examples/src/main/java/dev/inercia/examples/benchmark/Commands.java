package dev.inercia.examples.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The contestant's end of the protocol: reads one command per line, {@code train N}, {@code all N}, {@code one N},
 * {@code accuracy}, {@code loss} or {@code quit}; and writes one answer, after a mark since libraries print other lines.
 * Between two commands it is blocked, and thus idle.
 */
final class Commands {

    /** The start of every line for the harness. */
    static final String MARK = "benchmark: ";

    /** The number of distinct images in single predictions. */
    static final int SINGLE_IMAGES = 1000;

    /** Requests to a network between two rounds of training. */
    interface Predictions {

        /** Predicts all test images. */
        void all();

        /** Predicts one test image. */
        void one(int image);

        /** The fraction of test images classified correctly. */
        double accuracy();

        /** The mean cross-entropy of the first {@value #SINGLE_IMAGES} test images; NaN if it is not asked for. */
        default double loss() {
            return Double.NaN;
        }
    }

    private final BufferedReader in;
    private final PrintStream out;

    Commands(InputStream in, PrintStream out) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    /** On the standard streams. */
    static Commands standard() {
        return new Commands(System.in, System.out);
    }

    void answer(String text) {
        out.println(MARK + text);
        out.flush();
    }

    /** Answers with the mean time per repetition since {@code startNanos}. */
    void answerTime(long startNanos, int times) {
        answer(String.format(Locale.ROOT, "time %.4f", (System.nanoTime() - startNanos) / 1e3 / times));
    }

    /** Answers all commands up to the next training command, and returns its number of steps; 0 if there is none. */
    int nextTraining(Predictions predictions) {
        for (String line = read(); line != null; line = read()) {
            String[] words = line.strip().split(" ");
            int times = words.length > 1 ? Integer.parseInt(words[1]) : 1;
            switch (words[0]) {
                case "train" -> {
                    return times;
                }
                case "all" -> {
                    long start = System.nanoTime();
                    for (int i = 0; i < times; i++) {
                        predictions.all();
                    }
                    answerTime(start, times);
                }
                case "one" -> {
                    long start = System.nanoTime();
                    for (int i = 0; i < times; i++) {
                        predictions.one(i % SINGLE_IMAGES);
                    }
                    answerTime(start, times);
                }
                case "accuracy" -> answer("accuracy " + predictions.accuracy());
                case "loss" -> answer("loss " + predictions.loss());
                case "quit" -> {
                    return 0;
                }
                default -> throw new IllegalArgumentException("Unknown command '" + line + "'");
            }
        }
        return 0;
    }

    private String read() {
        try {
            return in.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
