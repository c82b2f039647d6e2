package dev.inercia.train.log;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Listener;
import dev.inercia.train.Measure;
import dev.inercia.train.Training;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Shows the progress of a training: one line per epoch with losses, the metric, examples per second and the time left.
 * On a terminal it also shows a progress bar for the epoch, rewritten in place.
 *
 * <pre>{@code
 * trainer.listener(Progress.on(System.err))
 * }</pre>
 *
 * <pre>
 * Epoch 3 of 15: 4711 / 5000, loss 0.1812, validation loss 0.2011, 61200 examples/s, 0:38 left
 * [====                ] 23 %  epoch 4 of 15, loss 0.1702, 60800 examples/s, 0:36 left
 * </pre>
 *
 * @param out the stream to print to
 * @param isTerminal true to show the bar, which requires a terminal because it prints carriage returns
 * @param clock gives the time in nanoseconds
 */
@CheckReturnValue
public record Progress(PrintStream out, boolean isTerminal, LongSupplier clock) implements Listener {

    /** The shortest time between updates of the bar. */
    private static final long PAUSE_NANOS = 100_000_000;

    public Progress {
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(clock, "clock");
    }

    /**
     * On {@code System.err} or {@code System.out}: with a bar if this process has a terminal, otherwise only lines. Java
     * cannot tell where a single stream goes: if this one is redirected to a file and the others are not, use
     * {@link #lines}.
     */
    public static Progress on(PrintStream out) {
        return new Progress(out, StatusLine.hasTerminal(), System::nanoTime);
    }

    /** Omits the bar, for example if the output goes to a file. */
    public Progress lines() {
        return new Progress(out, false, clock);
    }

    @Override
    public Listener bind(Training training) {
        return new Watch();
    }

    private final class Watch implements Listener {

        private final StatusLine line = new StatusLine(out, isTerminal, StatusLine.width());
        private transient long start;
        private transient long shown;
        private transient long firstStep;

        @Override
        public void onStart(Training training) {
            start = clock.getAsLong();
            shown = start;
            firstStep = training.step();
            show(training);
        }

        @Override
        public void onStep(Training training) {
            if (isTerminal && clock.getAsLong() - shown >= PAUSE_NANOS) {
                shown = clock.getAsLong();
                show(training);
            }
        }

        private void show(Training training) {
            if (isTerminal) {
                int epoch = Math.max(1, training.epoch());
                line.show(StatusLine.bar(share(training)) + "  epoch " + epoch + " of "
                        + training.trainer().epochs()
                        + (training.step() == firstStep ? "" : format(", loss %.4g", training.loss()))
                        + rates(training));
            }
        }

        private double share(Training training) {
            return (double) training.step() / steps(training);
        }

        private static long steps(Training training) {
            return (long) training.trainer().epochs() * training.stepsPerEpoch();
        }

        /** Examples per second and the time left; empty before the first measurement. */
        private String rates(Training training) {
            double seconds = (clock.getAsLong() - start) / 1e9;
            long done = training.step() - firstStep;
            if (seconds <= 0 || done <= 0) {
                return "";
            }
            double perStep = (double) training.data().size() / training.stepsPerEpoch();
            long left = Math.max(0, steps(training) - training.step());
            return format(
                    ", %.0f examples/s, %s left", done * perStep / seconds, StatusLine.time(seconds / done * left));
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            StringBuilder text = new StringBuilder(epoch.toString()
                    .replaceFirst(":", " of " + training.trainer().epochs() + ":"));
            if (epoch.total() == 0) {
                epoch.measures().stream()
                        .findFirst()
                        .ifPresent(measure -> text.append(", ").append(metric(measure)));
            }
            line.line(text + rates(training));
            show(training);
        }

        private static String metric(Measure measure) {
            return Double.isNaN(measure.validation())
                    ? measure.toString()
                    : format("validation %s %.4g", measure.name(), measure.validation());
        }

        @Override
        public void onEnd(Training training, History history) {
            show(training);
            line.keep();
            history.stopReason().ifPresent(reason -> line.line("Stopped: " + reason));
        }

        private static String format(String pattern, Object... values) {
            return String.format(Locale.ROOT, pattern, values);
        }
    }
}
