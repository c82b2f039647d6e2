package dev.inercia.examples.spark;

import dev.inercia.nn.metric.Metric;
import dev.inercia.tune.Search;
import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.Function;

/** Trains one candidate, as a search on threads does. */
final class TrialTask<C extends Recipe> implements Function<Integer, byte[]> {

    private static final long serialVersionUID = 1;

    /** A metric, made where it is needed. */
    interface MetricSupplier extends Supplier<Metric>, Serializable {}

    private final C candidate;
    private final Source training;
    private final Source validation;
    /** Null for the validation loss. */
    private final MetricSupplier metric;

    private final boolean keepsBest;

    TrialTask(C candidate, Source training, Source validation, MetricSupplier metric, boolean keepsBest) {
        this.candidate = candidate;
        this.training = training;
        this.validation = validation;
        this.metric = metric;
        this.keepsBest = keepsBest;
    }

    @Override
    public byte[] call(Integer only) {
        Search<C> search = new Search<C>(Recipe::trainer).threads(1);
        if (metric != null) {
            search = search.by(metric.get());
        }
        if (keepsBest) {
            search = search.keepingBest();
        }
        return Bytes.of(
                TrialReport.of(search.run(List.of(candidate), Sources.load(training), Sources.load(validation))));
    }
}
