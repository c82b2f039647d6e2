package dev.inercia.examples.report;

import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * Shows progress on the console. On a terminal: one line, rewritten in place, with the time left and the last
 * accuracy. Otherwise: a plain line for each finished training. Thread-safe.
 */
final class Progress {

    private static final int BAR = 20;

    private final PrintStream out;
    private final boolean isTerminal;
    private final int width;
    private final LongSupplier clock;
    private final int trainings;
    private final double effort;
    private final long start;
    private double done;
    private int finished;
    private String bar = "";

    /**
     * Starts the clock.
     *
     * @param isTerminal true if a line can be rewritten
     * @param width the width of the terminal in columns
     * @param clock a clock in nanoseconds
     * @param trainings the number of trainings
     * @param effort the total effort of all trainings, in the unit of {@link #epoch}
     */
    Progress(PrintStream out, boolean isTerminal, int width, LongSupplier clock, int trainings, double effort) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.width = width;
        this.clock = clock;
        this.trainings = trainings;
        this.effort = effort;
        start = clock.getAsLong();
    }

    /** Reports an epoch of a training. */
    synchronized void epoch(String training, Epoch epoch, double spent) {
        done += spent;
        draw(Words.percent(epoch.accuracy()) + " after epoch " + epoch.number() + " of " + training);
    }

    /** Reports the end of a training. */
    synchronized void finished(String training, History history) {
        finished++;
        int warnings = history.warnings().size();
        if (isTerminal && warnings == 0) {
            return;
        }
        StringBuilder line = new StringBuilder(training);
        history.last().ifPresent(last -> line.append(": ").append(last));
        line.append(", ").append(Words.time(history.trainingSeconds() + history.evaluationSeconds()));
        history.stopReason().ifPresent(reason -> line.append("; stopped: ").append(reason));
        if (warnings > 0) {
            line.append("\n  warning: ").append(history.warnings().get(0));
            if (warnings > 1) {
                line.append(" (and ").append(warnings - 1).append(" more, on the page)");
            }
        }
        line(line.toString());
    }

    /** Prints a permanent line. */
    synchronized void line(String text) {
        String shown = bar;
        clear();
        out.println(text);
        if (!shown.isEmpty()) {
            show(shown);
        }
    }

    /** Removes the bar. */
    synchronized void end() {
        clear();
    }

    private void draw(String current) {
        if (!isTerminal) {
            return;
        }
        double share = Math.min(1, done / effort);
        int filled = (int) (share * BAR);
        String text = Words.format(
                "[%s%s] %2.0f %%, %s left, %d of %d; %s",
                "=".repeat(filled), " ".repeat(BAR - filled), 100 * share, left(share), finished, trainings, current);
        show(text.length() < width ? text : text.substring(0, width - 1));
    }

    private String left(double share) {
        long seconds = Math.round((clock.getAsLong() - start) / 1e9 * (1 - share) / share);
        return Words.format("%d:%02d", seconds / 60, seconds % 60);
    }

    private void show(String text) {
        out.print("\r" + text + " ".repeat(Math.max(0, bar.length() - text.length())));
        out.flush();
        bar = text;
    }

    private void clear() {
        if (!bar.isEmpty()) {
            out.print("\r" + " ".repeat(bar.length()) + "\r");
            bar = "";
        }
    }
}
