package dev.inercia.examples.report;

import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * What the console shows while trainings run: on a terminal one line, rewritten in place, with the time left and the
 * accuracy last measured; elsewhere a plain line for each training that is finished. Any thread may tell it.
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
     * Begins now.
     *
     * @param isTerminal whether a line can be rewritten
     * @param width columns of the terminal
     * @param clock nanoseconds
     * @param trainings how many there will be
     * @param effort of all trainings together, in the unit of {@link #epoch}
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

    /** After an epoch of a training. */
    synchronized void epoch(String training, Epoch epoch, double spent) {
        done += spent;
        draw(Words.percent(epoch.accuracy()) + " after epoch " + epoch.number() + " of " + training);
    }

    /** After a training's last epoch. */
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

    /** A line that stays. */
    synchronized void line(String text) {
        String shown = bar;
        clear();
        out.println(text);
        if (!shown.isEmpty()) {
            show(shown);
        }
    }

    /** Takes the bar away. */
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
