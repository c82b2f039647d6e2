package dev.inercia.tune;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.metric.Metric;
import dev.inercia.nn.tensor.Cores;
import dev.inercia.train.Criterion;
import dev.inercia.train.History;
import dev.inercia.train.RestoreBest;
import dev.inercia.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains every candidate, several at a time, and ranks them by their best epoch on the validation data: the one with
 * the lowest validation loss, or the best by a metric, with ties broken by the lower loss.
 *
 * <pre>{@code
 * record Settings(double learningRate, double momentum, int batchSize) {}
 *
 * Space<Settings> space = choice -> new Settings(
 *         choice.logarithmic(0.01, 1, 5), choice.oneOf(0, 0.5, 0.9), choice.oneOf(10, 30));
 * Search<Settings> search = new Search<>(settings -> new Trainer(
 *                 network(), new Quadratic(), new Momentum(settings.learningRate(), settings.momentum()))
 *         .batchSize(settings.batchSize())
 *         .epochs(3));
 * SearchResult<Settings> result = search.run(space.grid(), mnist.training(), mnist.validation());
 * System.out.println(result);
 * }</pre>
 *
 * <p>The results are bit-identical for any number of threads; only the seconds differ. A candidate that cannot be
 * trained is a failed trial, and the others go on. No network is kept unless you ask for it ({@link #keepingBest}). To
 * give good candidates more epochs (successive halving), search again among {@link SearchResult#top}.
 *
 * <p>If several trials run at a time, each uses one thread; a single trial of a large network shares its work among the
 * {@link Cores}.
 *
 * @param <C> a candidate, usually a record of hyperparameters
 */
@CheckReturnValue
public final class Search<C> {

    private static final Logger LOG = LoggerFactory.getLogger(Search.class);

    private final Function<? super C, Trainer> trainer;
    private final int threads;
    private final Consumer<? super Trial<C>> onTrial;
    /** Null for the validation loss. */
    private final Metric metric;

    private final boolean keepsBest;

    /**
     * A search on all processors.
     *
     * @param trainer makes a trainer for a candidate, with a new network, and without sharing listeners that have state
     *     between candidates; called on several threads
     */
    public Search(Function<? super C, Trainer> trainer) {
        this(trainer, Runtime.getRuntime().availableProcessors(), trial -> {}, null, false);
    }

    private Search(
            Function<? super C, Trainer> trainer,
            int threads,
            Consumer<? super Trial<C>> onTrial,
            Metric metric,
            boolean keepsBest) {
        this.trainer = Objects.requireNonNull(trainer, "trainer");
        this.threads = threads;
        this.onTrial = Objects.requireNonNull(onTrial, "onTrial");
        this.metric = metric;
        this.keepsBest = keepsBest;
    }

    /** A search that runs this many trials at a time, at least 1, by default one per processor. */
    public Search<C> threads(int value) {
        Range.atLeastOne("Search", "threads", value);
        return new Search<>(trainer, value, onTrial, metric, keepsBest);
    }

    /** A search that reports every trial as it ends, on the thread that called {@link #run}; by default none. */
    public Search<C> onTrial(Consumer<? super Trial<C>> value) {
        return new Search<>(trainer, threads, value, metric, keepsBest);
    }

    /** A search that ranks by a metric, which knows whether higher is better; by default by the validation loss. */
    public Search<C> by(Metric value) {
        return new Search<>(trainer, threads, onTrial, value.fresh(), keepsBest);
    }

    /** A search that keeps the best trial's network, with its best epoch's parameters: {@link SearchResult#network}. */
    public Search<C> keepingBest() {
        return new Search<>(trainer, threads, onTrial, metric, true);
    }

    /**
     * Trains every candidate. Interrupting the thread ends all trials after their current step. Trials that were
     * running or had not started count as failed; the thread stays interrupted.
     *
     * @param candidates at least one
     * @param training the data to train on
     * @param validation the data to rank by, replacing the trainers' validation data; do not use the test data, since
     *     choosing by it overfits it
     * @throws IllegalArgumentException if two candidates train the same network
     */
    public SearchResult<C> run(List<? extends C> candidates, Dataset training, Dataset validation) {
        Range.atLeastOne("Search", "the number of candidates", candidates.size());
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(validation, "validation");
        int atATime = Math.min(threads, candidates.size());
        ExecutorService pool = Executors.newFixedThreadPool(atATime, task -> {
            Thread thread = new Thread(atATime == 1 ? task : () -> Cores.alone(task), "inercia-search");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<Trial<C>>> trials = new ArrayList<>();
        Networks<C> networks = new Networks<>(keepsBest);
        boolean interrupted = false;
        try {
            CompletionService<Trial<C>> completion = new ExecutorCompletionService<>(pool);
            for (int i = 0; i < candidates.size(); i++) {
                int index = i;
                C candidate = candidates.get(index);
                trials.add(completion.submit(() -> run(candidate, index, networks, training, validation)));
            }
            for (int i = 1; i <= candidates.size(); i++) {
                Trial<C> trial = result(completion.take());
                LOG.info("Trial {} of {}: {}", i, candidates.size(), trial);
                onTrial.accept(trial);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            interrupted |= end(pool);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return SearchResult.ranked(finished(candidates, trials), Optional.ofNullable(networks.best()));
    }

    private Trial<C> run(C candidate, int index, Networks<C> networks, Dataset training, Dataset validation) {
        long start = System.nanoTime();
        try {
            Trainer own = trainer.apply(candidate);
            networks.register(candidate, own.network());
            History history = measured(own).validation(validation).train(training);
            Optional<String> failure =
                    Thread.currentThread().isInterrupted() ? Optional.of("interrupted") : Optional.empty();
            Trial<C> trial = new Trial<>(candidate, history, criterion(), failure, seconds(start));
            networks.offer(trial, index, own.network());
            return trial;
        } catch (Networks.SharedNetworkException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("{} failed", candidate, e);
            return Trial.failed(candidate, criterion(), message(e), seconds(start));
        }
    }

    private Criterion criterion() {
        return metric == null ? Criterion.LOSS : Criterion.of(metric);
    }

    /** The same trainer, measuring the metric ranked by, and restoring the best epoch if the network may be kept. */
    private Trainer measured(Trainer own) {
        Trainer measuring = metric == null
                ? own
                : own.metrics(
                        Stream.concat(own.metrics().stream(), Stream.of(metric)).toArray(Metric[]::new));
        return keepsBest ? measuring.listener(new RestoreBest(criterion())) : measuring;
    }

    /** The message of a refused setting explains itself; for any other exception, name its class too. */
    private static String message(RuntimeException e) {
        return e instanceof IllegalArgumentException && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Interrupts running trials and waits until they end; true if this thread was interrupted meanwhile. */
    private static boolean end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (pool.awaitTermination(1, TimeUnit.DAYS)) {
                    return interrupted;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private List<Trial<C>> finished(List<? extends C> candidates, List<Future<Trial<C>>> trials) {
        List<Trial<C>> finished = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            boolean ran = trials.get(i).isDone();
            finished.add(
                    ran
                            ? result(trials.get(i))
                            : Trial.failed(candidates.get(i), criterion(), "interrupted before it began", 0));
        }
        return finished;
    }

    /** The trial of a finished task; an error, such as running out of memory, ends the search. */
    private static <C> Trial<C> result(Future<Trial<C>> done) {
        try {
            return done.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("A task that is done does not wait", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause(); // a shared network; all other exceptions are kept in their trial
        }
    }
}
