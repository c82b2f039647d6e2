package dev.inercia.examples.spark;

import dev.inercia.nn.Network;
import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.train.Criterion;
import dev.inercia.train.History;
import dev.inercia.tune.SearchResult;
import dev.inercia.tune.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A {@link dev.inercia.tune.Search} whose trials run in Spark's executors, with the same results: each candidate is
 * trained by one task, on one thread, on data that every executor reads once.
 *
 * <pre>{@code
 * record Settings(double learningRate) implements Recipe {
 *     public Trainer trainer() { ... }
 * }
 *
 * SearchResult<Settings> result = new SparkSearch<Settings>(training, validation).run(context, candidates);
 * }</pre>
 *
 * <p>A candidate that cannot be trained is a failed trial, also if it takes its executor down (after Spark's usual number
 * of attempts); the others go on. The bits are those of a search on threads in a JVM with the same number of
 * {@code inercia.threads}.
 *
 * @param <C> a candidate, which builds its trainer
 */
@CheckReturnValue
public final class SparkSearch<C extends Recipe> {

    private static final History NOTHING = new History(List.of(), List.of(), Optional.empty());

    private final Source training;
    private final Source validation;
    private final Consumer<? super Trial<C>> onTrial;
    private final TrialTask.MetricSupplier metric;
    private final boolean keepsBest;

    /**
     * A search by the validation loss.
     *
     * @param training the data to train on
     * @param validation the data to rank by
     */
    public SparkSearch(Source training, Source validation) {
        this(training, validation, trial -> {}, null, false);
    }

    private SparkSearch(
            Source training,
            Source validation,
            Consumer<? super Trial<C>> onTrial,
            TrialTask.MetricSupplier metric,
            boolean keepsBest) {
        this.training = Objects.requireNonNull(training, "training");
        this.validation = Objects.requireNonNull(validation, "validation");
        this.onTrial = Objects.requireNonNull(onTrial, "onTrial");
        this.metric = metric;
        this.keepsBest = keepsBest;
    }

    /** A search that reports every trial, in the order of the candidates. */
    public SparkSearch<C> onTrial(Consumer<? super Trial<C>> value) {
        return new SparkSearch<>(training, validation, value, metric, keepsBest);
    }

    /** A search that ranks by a metric, such as {@code Accuracy::new}. */
    public SparkSearch<C> by(TrialTask.MetricSupplier value) {
        return new SparkSearch<>(training, validation, onTrial, Objects.requireNonNull(value, "metric"), keepsBest);
    }

    /** A search that keeps the best trial's network, of type FLOAT. */
    public SparkSearch<C> keepingBest() {
        return new SparkSearch<>(training, validation, onTrial, metric, true);
    }

    /**
     * Trains every candidate. Interrupting the thread cancels all that have not ended, which count as failed; the thread
     * stays interrupted.
     *
     * @param candidates at least one
     */
    public SearchResult<C> run(JavaSparkContext context, List<C> candidates) {
        Range.atLeastOne("SparkSearch", "the number of candidates", candidates.size());
        List<JavaFutureAction<List<byte[]>>> jobs = new ArrayList<>();
        for (C candidate : candidates) {
            TrialTask<C> task = new TrialTask<>(candidate, training, validation, metric, keepsBest);
            jobs.add(context.parallelize(List.of(0), 1).map(task).collectAsync());
        }
        Criterion criterion = metric == null ? Criterion.LOSS : Criterion.of(metric.get());
        List<Trial<C>> trials = new ArrayList<>();
        Trial<C> best = null;
        Network network = null;
        for (int i = 0; i < jobs.size(); i++) {
            C candidate = candidates.get(i);
            Trial<C> trial;
            try {
                TrialReport report = Bytes.read(jobs.get(i).get().get(0), TrialReport.class);
                trial = report.trial(candidate, criterion);
                if (report.parameters() != null && (best == null || isBetter(trial, best))) {
                    best = trial;
                    network = report.network(candidate);
                }
            } catch (ExecutionException e) {
                trial = failed(candidate, criterion, message(e.getCause()));
            } catch (InterruptedException e) {
                jobs.forEach(job -> job.cancel(true));
                Thread.currentThread().interrupt();
                trial = failed(candidate, criterion, "interrupted");
            }
            trials.add(trial);
            onTrial.accept(trial);
        }
        return SearchResult.ranked(trials, Optional.ofNullable(network));
    }

    /** Both have a best epoch. */
    private static <C> boolean isBetter(Trial<C> trial, Trial<C> best) {
        return trial.criterion().compare(trial.best().orElseThrow(), best.best().orElseThrow()) < 0;
    }

    private static <C> Trial<C> failed(C candidate, Criterion criterion, String failure) {
        return new Trial<>(candidate, NOTHING, criterion, Optional.of(failure), 0);
    }

    /** The first line: then the driver's stack trace begins. */
    private static String message(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }
}
