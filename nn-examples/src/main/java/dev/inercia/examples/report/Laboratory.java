package dev.inercia.examples.report;

import dev.inercia.examples.Digits;
import dev.inercia.nn.tensor.Cores;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Listener;
import dev.inercia.train.Trainer;
import dev.inercia.train.Training;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Trains, several at a time. Every training has its own network and trainer, so its results do not depend on what else
 * runs.
 */
final class Laboratory {

    /** Where a thread's next training comes from. Thread-safe. */
    interface Source {

        /** The next training, after waiting for it if need be; empty if there are no more. */
        Optional<Job> next() throws InterruptedException;

        /** Reports that a training has ended in any way. */
        void ended(Job job, double seconds);
    }

    private final Digits digits;
    private final Progress progress;
    private ExecutorService executor;
    private boolean stopped;

    Laboratory(Digits digits, Progress progress) {
        this.digits = digits;
        this.progress = progress;
    }

    /**
     * Trains what a source gives, on several threads, until it has no more or {@link #stop} is called. What is not
     * finished after this time is stopped, and does not count.
     */
    void train(Source source, Results results, int threads, double seconds) throws InterruptedException {
        ExecutorService pool = begin(threads);
        try {
            for (int i = 0; i < threads; i++) {
                pool.execute(() -> work(source, results));
            }
        } catch (RejectedExecutionException e) {
            // Stopped meanwhile: trainings that did not start are missing.
        }
        finish(pool, seconds);
    }

    private void work(Source source, Results results) {
        try {
            for (Optional<Job> job = source.next(); job.isPresent(); job = source.next()) {
                long start = System.nanoTime();
                train(job.get(), results, Optional.empty());
                source.ended(job.get(), (System.nanoTime() - start) / 1e9);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    /** Trains and discards an epoch of each, as a warm-up for the JIT. */
    void warmUp(Map<String, List<Trial>> trials) {
        for (Job job : Job.of(trials)) {
            if (!isStopped()) {
                Setups.trainer(job.setup().withEpochs(1), digits).train(digits.training());
            }
        }
    }

    /**
     * Trains everything that the trials need, one at a time, taking turns after every epoch, so that disturbances of
     * the machine affect all trainings alike.
     */
    void takeTurns(Map<String, List<Trial>> trials, Results results) throws InterruptedException {
        Collection<Job> jobs = Job.of(trials);
        ExecutorService pool = begin(jobs.size());
        Turns turns = new Turns();
        try {
            jobs.forEach(job -> pool.execute(() -> train(job, results, Optional.of(turns))));
        } catch (RejectedExecutionException e) {
            // Stopped meanwhile.
        }
        finish(pool, Double.POSITIVE_INFINITY);
    }

    private synchronized ExecutorService begin(int threads) {
        // Each training uses one core.
        executor = Executors.newFixedThreadPool(threads, task -> new Thread(() -> Cores.alone(task)));
        if (stopped) {
            executor.shutdownNow();
        }
        return executor;
    }

    private static void finish(ExecutorService pool, double seconds) throws InterruptedException {
        pool.shutdown();
        // a conversion to long ends at Long.MAX_VALUE
        if (!pool.awaitTermination((long) (seconds * 1e9), TimeUnit.NANOSECONDS)) {
            pool.shutdownNow();
            pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        }
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

    private void train(Job job, Results results, Optional<Turns> turns) {
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
                results.add(job, history, watch.activity(), teller.steps);
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
        /** The number of steps up to the end of each epoch. */
        private final List<Long> steps = new ArrayList<>();

        Teller(Job job) {
            name = job.name();
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            steps.add(training.step());
            progress.epoch(name, epoch);
        }
    }
}
