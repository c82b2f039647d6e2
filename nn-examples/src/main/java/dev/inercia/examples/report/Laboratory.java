package dev.inercia.examples.report;

import dev.inercia.examples.Digits;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.nn.tensor.Cores;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Listener;
import dev.inercia.train.Trainer;
import dev.inercia.train.Training;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Trains trials: each setup once, for as many epochs as its longest trial needs, several at a time. Every training has
 * its own network and trainer, so its results do not depend on what else runs.
 */
final class Laboratory {

    private final Digits digits;
    private final Progress progress;
    private ExecutorService executor;
    private boolean stopped;

    Laboratory(Digits digits, Progress progress) {
        this.digits = digits;
        this.progress = progress;
    }

    /** A planned training. */
    private record Job(String name, Setup setup, boolean watched) {}

    /** A finished or stopped training. */
    private record Done(History history, List<Activity> activity, List<Long> steps) {}

    /** The finished trainings; trials that differ only in their number of epochs share one. */
    static final class Results {

        private final Map<Setup, Done> done;

        private Results(Map<Setup, Done> done) {
            this.done = done;
        }

        /** The run of a trial, cut to its epochs; empty if it was not finished. */
        Optional<Run> run(Trial trial) {
            Done training = done.get(key(trial.setup()));
            int epochs = trial.setup().epochs();
            if (training == null || training.history().epochs().isEmpty()) {
                return Optional.empty();
            }
            History whole = training.history();
            boolean isCut = whole.epochs().size() > epochs;
            History history = isCut
                    ? new History(
                            whole.epochs().subList(0, epochs),
                            whole.warnings().stream()
                                    .filter(warning -> warning.epoch() <= epochs)
                                    .toList(),
                            Optional.empty())
                    : whole;
            List<Activity> activity = !trial.watched()
                    ? List.of()
                    : training.activity().stream()
                            .filter(entry -> entry.epoch() <= epochs)
                            .toList();
            long steps = training.steps().get(history.epochs().size() - 1);
            return Optional.of(new Run(trial.label(), trial.setup(), history, activity, steps));
        }
    }

    private static Setup key(Setup setup) {
        return setup.withEpochs(1);
    }

    /** The number of distinct trainings that the trials of some experiments need. */
    static int count(Map<String, List<Trial>> trials) {
        return jobs(trials).size();
    }

    /** The effort of {@link #train}, in steps of the usual setup. */
    static double effort(Map<String, List<Trial>> trials, int images) {
        return jobs(trials).stream()
                .mapToDouble(job -> Setups.effort(job.setup(), images))
                .sum();
    }

    private static Collection<Job> jobs(Map<String, List<Trial>> trials) {
        Map<Setup, Job> jobs = new LinkedHashMap<>();
        trials.forEach((experiment, all) -> {
            for (Trial trial : all) {
                Setup setup = trial.setup();
                String name = experiment + ", " + trial.label() + ", seed " + setup.seed();
                jobs.merge(
                        key(setup),
                        new Job(name, setup, trial.watched()),
                        (first, second) -> new Job(
                                first.setup().epochs() < setup.epochs() ? name : first.name(),
                                setup.withEpochs(Math.max(first.setup().epochs(), setup.epochs())),
                                first.watched() || second.watched()));
            }
        });
        return jobs.values();
    }

    /**
     * Trains everything that the trials need, in order, on several threads. Returns early if {@link #stop} is called.
     *
     * @param trials the trials by experiment id
     */
    Results train(Map<String, List<Trial>> trials, int threads) throws InterruptedException {
        return train(jobs(trials), threads, Optional.empty());
    }

    /**
     * Trains everything that the trials need, one at a time, taking turns after every epoch, so that disturbances of
     * the machine affect all trainings alike. First trains and discards an epoch of each, as a warm-up for the JIT.
     */
    Results takeTurns(Map<String, List<Trial>> trials) throws InterruptedException {
        for (Job job : jobs(trials)) {
            if (!isStopped()) {
                Setups.trainer(job.setup().withEpochs(1), digits).train(digits.training());
            }
        }
        return train(jobs(trials), jobs(trials).size(), Optional.of(new Turns()));
    }

    private Results train(Collection<Job> jobs, int threads, Optional<Turns> turns) throws InterruptedException {
        Map<Setup, Done> done = new ConcurrentHashMap<>();
        ExecutorService pool = begin(threads);
        try {
            jobs.forEach(job -> pool.execute(() -> train(job, done, turns)));
        } catch (RejectedExecutionException e) {
            // Stopped meanwhile: trainings that did not start are missing.
        }
        pool.shutdown();
        pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        return new Results(done);
    }

    private synchronized ExecutorService begin(int threads) {
        // Each training uses one core.
        executor = Executors.newFixedThreadPool(threads, task -> new Thread(() -> Cores.alone(task)));
        if (stopped) {
            executor.shutdownNow();
        }
        return executor;
    }

    /** Stops the running trainings after their current step, and starts no others. Thread-safe. */
    synchronized void stop() {
        stopped = true;
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    private void train(Job job, Map<Setup, Done> done, Optional<Turns> turns) {
        ActivityWatch watch = new ActivityWatch();
        Teller teller = new Teller(job);
        Trainer trainer = Setups.trainer(job.setup(), digits).listener(teller);
        if (job.watched()) {
            trainer = trainer.listener(watch);
        }
        if (turns.isPresent()) {
            trainer = trainer.listener(turns.get());
        }
        try {
            History history = trainer.train(digits.training());
            boolean isWhole = history.epochs().size() == job.setup().epochs();
            if (isWhole || !Thread.currentThread().isInterrupted()) {
                done.put(key(job.setup()), new Done(history, watch.activity(), List.copyOf(teller.steps)));
                progress.finished(job.name(), history);
            }
        } catch (RuntimeException e) {
            progress.line(job.name() + " failed: " + e);
        } finally {
            turns.ifPresent(Turns::leave);
        }
    }

    /** Reports the progress of a training. */
    private final class Teller implements Listener {

        private final String name;
        private final double effort;
        /** The number of steps up to the end of each epoch. */
        private final List<Long> steps = new ArrayList<>();

        Teller(Job job) {
            name = job.name();
            effort = Setups.effort(job.setup().withEpochs(1), digits.training().size());
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            steps.add(training.step());
            progress.epoch(name, epoch, effort);
        }
    }
}
