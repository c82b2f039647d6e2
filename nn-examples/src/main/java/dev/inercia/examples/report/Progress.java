package dev.inercia.examples.report;

import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.log.StatusLine;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * Shows progress on the console. On a terminal: one line, rewritten in place, with the time left at most and the
 * last accuracy. Otherwise: a plain line for each finished training. Thread-safe.
 */
final class Progress {

    private final boolean isTerminal;
    private final StatusLine status;
    private final LongSupplier clock;
    private final long start;
    private final double seconds;
    private int finished;

    /**
     * Starts the clock.
     *
     * @param isTerminal true if a line can be rewritten
     * @param width the width of the terminal in columns
     * @param clock a clock in nanoseconds
     * @param seconds the time that the trainings may take; infinite if they have no limit
     */
    Progress(PrintStream out, boolean isTerminal, int width, LongSupplier clock, double seconds) {
        this.isTerminal = isTerminal;
        status = new StatusLine(out, isTerminal, width);
        this.clock = clock;
        this.seconds = seconds;
        start = clock.getAsLong();
    }

    /** Reports an epoch of a training. */
    synchronized void epoch(String training, Epoch epoch) {
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
        String done = finished + (finished == 1 ? " training" : " trainings") + " finished; " + current;
        if (Double.isInfinite(seconds)) {
            status.show(done);
            return;
        }
        double elapsed = (clock.getAsLong() - start) / 1e9;
        String left = StatusLine.time(Math.max(0, seconds - elapsed));
        status.show(
                Words.format("%s, at most %s left, %s", StatusLine.bar(Math.min(1, elapsed / seconds)), left, done));
    }
}
