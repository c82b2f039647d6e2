package dev.inercia.train;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.metric.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves a training to files, from which {@link Trainer#resume} continues bit for bit as if it had never stopped. By
 * default saves after every epoch and keeps the newest {@value #KEPT} files.
 *
 * <pre>{@code
 * Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.001))
 *         .validation(validation)
 *         .listener(new Checkpoints(directory).keepBest());
 * History history = trainer.resume(directory, data); // from the newest checkpoint, if there is one
 * }</pre>
 *
 * <p>Also saves at the start and at the end, and when training is stopped, paused or interrupted. A file is named after
 * the steps taken and the epochs completed, for example {@code checkpoint-step0000001200-epoch000003.safetensors}. It
 * appears only when it is complete, and has a checksum. It is also a model file: {@code Network.load} reads the network
 * that would be kept. Its size is that of the parameters plus the optimizer's state, which are copied to memory that is
 * kept as long as the training, and written while it continues. If a file cannot be written, for example because the disk is full, training
 * continues with a warning, and earlier files remain.
 *
 * <p>At the start of a training, rejects a directory with checkpoints of another training, and listeners, gradient
 * transforms or schedules with state that cannot be saved (see {@link dev.inercia.optim.Stateful}). Lambdas are assumed
 * to have no state.
 *
 * @param directory created if missing; for this training only
 * @param interval how often to save
 * @param kept the number of newest files to keep, at least 1, by default {@value #KEPT}
 * @param best also saves and keeps the best epoch by this criterion; empty (the default) for none
 * @param savesOnShutdown true to finish the current step and save the training when the JVM shuts down
 */
@CheckReturnValue
public record Checkpoints(
        Path directory, Interval interval, int kept, Optional<Criterion> best, boolean savesOnShutdown)
        implements Listener {

    public static final int KEPT = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    /**
     * How often a training is saved.
     *
     * @param unit the unit of the count
     * @param count above 0; a whole number of epochs or steps
     */
    public record Interval(Unit unit, double count) {

        /** What is counted. */
        public enum Unit {
            EPOCHS,
            STEPS,
            SECONDS
        }

        public Interval {
            Objects.requireNonNull(unit, "unit");
            Range.aboveZero("Checkpoints", "interval in " + unit, count);
        }
    }

    public Checkpoints {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(interval, "interval");
        Range.atLeastOne("Checkpoints", "kept", kept);
        Objects.requireNonNull(best, "best");
    }

    /** Saves after every epoch. */
    public Checkpoints(Path directory) {
        this(directory, new Interval(Interval.Unit.EPOCHS, 1), KEPT, Optional.empty(), false);
    }

    /** Saves every this many epochs instead. */
    public Checkpoints everyEpochs(int epochs) {
        Range.atLeastOne("Checkpoints", "everyEpochs", epochs);
        return at(new Interval(Interval.Unit.EPOCHS, epochs));
    }

    /** Saves every this many steps instead, even in the middle of epochs. */
    public Checkpoints everySteps(long steps) {
        Range.atLeastOne("Checkpoints", "everySteps", steps);
        return at(new Interval(Interval.Unit.STEPS, steps));
    }

    /** Saves each time this long has passed instead, at the next step. */
    public Checkpoints every(Duration time) {
        return at(new Interval(Interval.Unit.SECONDS, time.toNanos() / 1e9));
    }

    private Checkpoints at(Interval value) {
        return new Checkpoints(directory, value, kept, best, savesOnShutdown);
    }

    /** Keeps this many of the newest files. */
    public Checkpoints keepLast(int files) {
        return new Checkpoints(directory, interval, files, best, savesOnShutdown);
    }

    /** Also saves and keeps the best epoch by the validation loss. */
    public Checkpoints keepBest() {
        return keepBest(Criterion.LOSS);
    }

    /** Also saves and keeps the best epoch by a metric on the validation data. */
    public Checkpoints keepBest(Metric metric) {
        return keepBest(Criterion.of(metric));
    }

    /** Also saves and keeps the best epoch by this criterion. */
    public Checkpoints keepBest(Criterion criterion) {
        return new Checkpoints(directory, interval, kept, Optional.of(criterion), savesOnShutdown);
    }

    /**
     * When the JVM shuts down ({@code SIGTERM}, Ctrl-C, {@code System.exit} on another thread), pauses the training
     * after the current step, saves it, and only then lets the JVM exit.
     */
    public Checkpoints onShutdown() {
        return new Checkpoints(directory, interval, kept, best, true);
    }

    @Override
    public Listener bind(Training training) {
        best.ifPresent(criterion -> criterion.requireMeasured("Checkpoints", training));
        return new Watch();
    }

    /** Needs no saved state: the history has the best epoch, and the directory the files. */
    private final class Watch implements Listener {

        private final CheckpointDirectory files = new CheckpointDirectory(directory);
        private final BackgroundWriter writer = new BackgroundWriter();
        private transient Snapshot snapshot;
        private transient ShutdownPause shutdown;
        private transient long lastNanos;
        private transient long lastStep;
        private transient int lastCompleted;
        private transient boolean hasFailed;

        @Override
        public void onStart(Training training) {
            training.memories().requireSavable();
            try {
                files.open(training);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot save checkpoints: " + e.getMessage(), e);
            }
            if (savesOnShutdown) {
                shutdown = ShutdownPause.of(training);
            }
        }

        @Override
        public void onSettled(Training training) {
            if (snapshot == null) {
                begin(training);
                return;
            }
            if (writer.hasNews()) {
                report(training);
            }
            if (isDue(training)) {
                report(training);
                save(training);
                if (isEnd(training)) {
                    report(training);
                }
            }
        }

        /** Saves the first checkpoint, which shows at the start, not after hours, whether the training can be saved. */
        private void begin(Training training) {
            snapshot = new Snapshot(training);
            boolean isThere = Files.exists(files.entry(training.position()).path());
            save(training);
            if (isThere) {
                report(training); // it goes on from that file, which remains
                return;
            }
            writer.await().ifPresent(failure -> {
                throw failure;
            });
        }

        /** Called after every step, so it must not allocate. */
        private boolean isDue(Training training) {
            Course course = training.course();
            boolean isNew = course.step() != lastStep || course.completed() != lastCompleted;
            return isNew && (isEnd(training) || isIntervalOver(course) || !course.isInEpoch() && isBest(training));
        }

        private static boolean isEnd(Training training) {
            return training.isStopped()
                    || training.course().completed() == training.trainer().epochs();
        }

        private boolean isIntervalOver(Course course) {
            return switch (interval.unit) {
                case EPOCHS -> !course.isInEpoch() && course.epoch() % (long) interval.count == 0;
                case STEPS -> course.step() != lastStep && course.step() % (long) interval.count == 0;
                case SECONDS -> (System.nanoTime() - lastNanos) / 1e9 >= interval.count;
            };
        }

        private boolean isBest(Training training) {
            return bestEpoch(training) == training.epoch();
        }

        /** The number of the best epoch so far; 0 if no criterion is set or no epoch was measured. */
        private int bestEpoch(Training training) {
            return best.flatMap(criterion -> training.history().best(criterion))
                    .map(Epoch::number)
                    .orElse(0);
        }

        /** Copies the training, and starts to write the copy in the background. */
        private void save(Training training) {
            Position position = training.position();
            Path file = files.entry(position).path();
            snapshot.take();
            int bestEpoch = bestEpoch(training);
            writer.start(() -> {
                FlightEvents.checkpoint(file, () -> snapshot.write(file));
                LOG.debug("Saved {}", file);
                try {
                    files.deleteOld(kept, bestEpoch);
                } catch (IOException e) {
                    throw new UncheckedIOException("Cannot delete an old checkpoint: " + e.getMessage(), e);
                }
            });
            lastNanos = System.nanoTime();
            lastStep = position.step();
            lastCompleted = position.completed();
        }

        /** Warns of the first of several failures in a row. */
        private void report(Training training) {
            if (!writer.isPending()) {
                return;
            }
            Optional<RuntimeException> failure = writer.await();
            if (failure.isPresent() && !hasFailed) {
                training.warn(
                        "a checkpoint could not be saved, and training goes on; those before are still there. Make"
                                + " room in " + directory + ": " + failure.get().getMessage());
            }
            hasFailed = failure.isPresent();
        }

        @Override
        public void onEnd(Training training, History history) {
            writer.await().ifPresent(failure -> LOG.warn("A checkpoint could not be saved", failure));
            writer.close();
            files.close();
            if (shutdown != null) {
                shutdown.end();
            }
        }
    }
}
