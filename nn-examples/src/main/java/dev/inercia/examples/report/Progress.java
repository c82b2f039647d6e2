package dev.inercia.examples.report;

import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.log.StatusLine;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * Shows progress on the console. On a terminal: one line, rewritten in place, with the time left and the last
 * accuracy. Otherwise: a plain line for each finished training. Thread-safe.
 */
final class Progress {

    private final boolean isTerminal;
    private final StatusLine status;
    private final LongSupplier clock;
    private final int trainings;
    private final double effort;
    private final long start;
    private double done;
    private int finished;

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
        this.isTerminal = isTerminal;
        status = new StatusLine(out, isTerminal, width);
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
        status.line(text);
    }

    /** Removes the bar. */
    synchronized void end() {
        status.clear();
    }

    private void draw(String current) {
        if (!isTerminal) {
            return;
        }
        double share = Math.min(1, done / effort);
        String left = StatusLine.time((clock.getAsLong() - start) / 1e9 * (1 - share) / share);
        status.show(
                Words.format("%s, %s left, %d of %d; %s", StatusLine.bar(share), left, finished, trainings, current));
    }
}
