package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Setup;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Listener;
import dev.inercia.train.Training;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Says how far all trainings are: on a terminal a bar that is written over itself, elsewhere a line for each training.
 */
final class Progress {

    private static final int BAR = 24;

    private final PrintStream out;
    private final boolean isTerminal;
    private final ToDoubleFunction<Setup> work;
    private final double total;
    private final int trainings;
    private final long start = System.nanoTime();
    private double done;
    private int finished;
    private String latest = "";
    private int width;

    /**
     * Progress over some trainings.
     *
     * @param isTerminal whether what is written can be written over
     * @param work how long a training takes, in any unit
     * @param total of all trainings, in that unit
     */
    Progress(PrintStream out, boolean isTerminal, ToDoubleFunction<Setup> work, double total, int trainings) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.work = work;
        this.total = total;
        this.trainings = trainings;
    }

    /** Whether standard output is a terminal that understands a carriage return. */
    static boolean isTerminal() {
        String term = System.getenv("TERM");
        return System.console() != null && System.getenv("CI") == null && term != null && !term.equals("dumb");
    }

    /** Counts the epochs of a training. */
    Listener listener(Setup setup) {
        return new Listener() {

            @Override
            public void onEpoch(Training training, Epoch epoch) {
                advance(setup, epoch);
            }
        };
    }

    private synchronized void advance(Setup setup, Epoch epoch) {
        done += work.applyAsDouble(setup) / setup.epochs();
        latest = String.format(
                Locale.ROOT,
                "%s, epoch %d / %d: %.2f %%",
                setup.optimizer().getClass().getSimpleName(),
                epoch.number(),
                setup.epochs(),
                100 * epoch.accuracy());
        if (isTerminal) {
            bar();
        }
    }

    /** A training is done. */
    synchronized void done(Setup setup, History history) {
        finished++;
        if (!isTerminal) {
            out.printf(
                    Locale.ROOT,
                    "%3.0f %%  %d / %d  %s, %s, %d hidden, %s start, batch %d, seed %d: best %s, %.1f s%n",
                    100 * done / total,
                    finished,
                    trainings,
                    setup.optimizer(),
                    words(setup.cost()),
                    setup.hidden(),
                    words(setup.start()),
                    setup.batchSize(),
                    setup.seed(),
                    history.best().map(Epoch::toString).orElse("none"),
                    history.trainingSeconds());
        }
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void bar() {
        double share = Math.min(1, done / total);
        double seconds = (System.nanoTime() - start) / 1e9;
        int filled = (int) Math.round(BAR * share);
        String line = String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %%  %d / %d trainings  %s left  %s",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                100 * share,
                finished,
                trainings,
                share > 0.02 ? time(seconds / share - seconds) : "?",
                latest);
        out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        out.flush();
        width = line.length();
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }

    /** Takes the bar away. */
    synchronized void clear() {
        if (isTerminal && width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
            width = 0;
        }
    }
}
