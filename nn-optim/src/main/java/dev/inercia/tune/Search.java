package dev.inercia.tune;

import dev.inercia.nn.data.Dataset;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains with every candidate and says which did best on the validation data: several at a time, each with a network of
 * its own, so that the results are the same whatever the number of threads. Keeps histories, not networks.
 *
 * <p>OpenBLAS's threads are shared by the process: with {@code -Dinercia.blas.threads=1} trainings side by side do not
 * get into each other's way.
 *
 * @param <C> what is tried: any record of settings
 */
public final class Search<C> {

    private static final Logger LOG = LoggerFactory.getLogger(Search.class);

    private final List<C> candidates;
    private final Function<C, Trainer> trainer;
    private final int threads;

    /**
     * A search with as many threads as there are processors.
     *
     * @param candidates what is tried, at least one
     * @param trainer makes a candidate's trainer, with a new network and validation data; called by several threads
     */
    public Search(List<C> candidates, Function<C, Trainer> trainer) {
        this(candidates, trainer, Runtime.getRuntime().availableProcessors());
    }

    private Search(List<C> candidates, Function<C, Trainer> trainer, int threads) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("Search: there is no candidate; give at least one");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("Search: threads must be at least 1, but is " + threads);
        }
        this.candidates = List.copyOf(candidates);
        this.trainer = trainer;
        this.threads = threads;
    }

    /** The same search on so many threads. */
    public Search<C> threads(int value) {
        return new Search<>(candidates, trainer, value);
    }

    /**
     * What one candidate came to.
     *
     * @param candidate what was tried
     * @param history how it went; empty if it failed
     * @param failure why it failed, as when a setting is out of range; empty if it did not
     * @param seconds it took
     */
    public record Result<C>(C candidate, Optional<History> history, Optional<String> failure, double seconds) {

        /** Its best epoch; empty if it completed none. */
        public Optional<Epoch> best() {
            return history.flatMap(History::best);
        }
    }

    /**
     * What all candidates came to.
     *
     * @param all best first; those that failed last
     */
    public record Results<C>(List<Result<C>> all) {

        /** Keeps a copy. */
        public Results {
            all = List.copyOf(all);
        }

        /**
         * The best.
         *
         * @throws IllegalStateException if none completed an epoch
         */
        public Result<C> best() {
            Result<C> first = all.get(0);
            if (first.best().isEmpty()) {
                throw new IllegalStateException("No candidate completed an epoch; the first failed with: "
                        + first.failure().orElse("no epoch"));
            }
            return first;
        }

        /** A line for each, best first. */
        @Override
        public String toString() {
            return all.stream()
                    .map(result -> String.format(
                            Locale.ROOT,
                            "%-28s %6.1f s  %s",
                            result.best()
                                    .map(Epoch::toString)
                                    .orElse(result.failure().isPresent() ? "failed" : "no epoch"),
                            result.seconds(),
                            result.candidate()
                                    + result.failure().map(why -> ": " + why).orElse("")))
                    .collect(Collectors.joining("\n"));
        }
    }

    /**
     * Tries all candidates. A candidate that fails does not end the search.
     *
     * @param data to train on
     * @throws InterruptedException if the thread was interrupted; the trainings are stopped then
     */
    public Results<C> run(Dataset data) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(threads, candidates.size()), task -> {
            Thread thread = new Thread(task, "inercia-search");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Result<C>>> futures = candidates.stream()
                    .map(candidate -> workers.submit(() -> attempt(candidate, data)))
                    .toList();
            List<Result<C>> results = new ArrayList<>();
            for (Future<Result<C>> future : futures) {
                results.add(future.get());
            }
            // A stable sort: of equals, the one given first.
            results.sort(Comparator.comparing(Result::best, Search::compare));
            return new Results<>(results);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private static int compare(Optional<Epoch> one, Optional<Epoch> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        return Boolean.compare(other.get().isBetterThan(one.get()), one.get().isBetterThan(other.get()));
    }

    private Result<C> attempt(C candidate, Dataset data) {
        long start = System.nanoTime();
        try {
            Trainer made = trainer.apply(candidate);
            if (made.validation().isEmpty()) {
                throw new IllegalArgumentException(
                        "a search compares on validation data: give the trainer some with .validation(...)");
            }
            History history = made.train(data);
            Result<C> result = new Result<>(candidate, Optional.of(history), Optional.empty(), seconds(start));
            LOG.info("{}: {}", candidate, result.best().map(Epoch::toString).orElse("no epoch"));
            return result;
        } catch (RuntimeException e) {
            LOG.info("{} failed: {}", candidate, e.toString());
            return new Result<>(
                    candidate, Optional.empty(), Optional.of(String.valueOf(e.getMessage())), seconds(start));
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
