package dev.inercia.examples.spark;

import dev.inercia.nn.Network;
import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Dataset;
import dev.inercia.train.Epoch;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains one network on all partitions of some data: each takes steps on its own examples, on one thread, then the driver
 * averages parameters, running statistics and optimizer state by the number of examples, and all go on from there. Once
 * an epoch by default: the more seldom, the less it costs.
 *
 * <pre>{@code
 * TrainingResult result = new AveragedTraining<>(settings, PartitionReader.of(digits.split(8)))
 *         .validation(validation)
 *         .train(context, PartitionReader.partitions(context, 8));
 * }</pre>
 *
 * <p>The result depends on the number of partitions and what is in them, not on where and how often they run: a task
 * that is lost with its executor costs its round. One partition trains as {@link dev.inercia.train.Trainer#train} does,
 * bit for bit. Partition {@code i} draws the order of its examples, and chance, from the seed and {@code i}.
 *
 * <p>Of the trainer's settings, listeners, validation data and starting weights are not used; gradient transforms must
 * have no state. If a number is not finite, training ends with the parameters of the round before. Where the optimizer
 * averages weights, running statistics remain those of the weights being trained.
 *
 * @param <T> a row of Spark's data
 */
@CheckReturnValue
public final class AveragedTraining<T> {

    private final Recipe recipe;
    private final PartitionReader<T> reader;
    /** 0 for a whole epoch. */
    private final int steps;
    /** Null if there is none. */
    private final Dataset validation;

    private final Consumer<? super Epoch> onEpoch;

    /** A training that averages once an epoch. */
    public AveragedTraining(Recipe recipe, PartitionReader<T> reader) {
        this(recipe, reader, 0, null, epoch -> {});
    }

    private AveragedTraining(
            Recipe recipe, PartitionReader<T> reader, int steps, Dataset validation, Consumer<? super Epoch> onEpoch) {
        this.recipe = Objects.requireNonNull(recipe, "recipe");
        this.reader = Objects.requireNonNull(reader, "reader");
        this.steps = steps;
        this.validation = validation;
        this.onEpoch = Objects.requireNonNull(onEpoch, "onEpoch");
    }

    /** A training that averages every this many steps, at least 1, and at the end of every epoch. */
    public AveragedTraining<T> everySteps(int value) {
        Range.atLeastOne("AveragedTraining", "everySteps", value);
        return new AveragedTraining<>(recipe, reader, value, validation, onEpoch);
    }

    /** A training that measures the network on this data after every epoch, on the driver. */
    public AveragedTraining<T> validation(Dataset value) {
        return new AveragedTraining<>(recipe, reader, steps, Objects.requireNonNull(value, "validation"), onEpoch);
    }

    /** A training that reports every epoch. */
    public AveragedTraining<T> onEpoch(Consumer<? super Epoch> value) {
        return new AveragedTraining<>(recipe, reader, steps, validation, value);
    }

    /**
     * Trains a new network.
     *
     * @param data its partitions are those of the training; empty ones take no steps
     * @throws IllegalArgumentException if the data is empty, or the network is not of type FLOAT
     */
    public TrainingResult train(JavaSparkContext context, JavaRDD<T> data) {
        AveragedNetwork averaged = new AveragedNetwork(recipe.trainer(), validation);
        try (Rounds<T> rounds = new Rounds<>(context, data, recipe, reader)) {
            int most = rounds.prepare(averaged.vectors());
            while (averaged.beginEpoch()) {
                int every = steps == 0 ? most : steps;
                for (int from = 0; from < most && !averaged.isStopped(); from += every) {
                    averaged.take(rounds.run(averaged.epoch(), from, Math.min(from + every, most), averaged.vectors()));
                }
                averaged.endEpoch().ifPresent(onEpoch);
            }
            Network network = averaged.finish();
            return new TrainingResult(network, averaged.history(), rounds.cost());
        }
    }
}
