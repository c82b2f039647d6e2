package dev.inercia.examples.spark;

import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Runs rounds: one Spark job each, whose tasks are the partitions. */
final class Rounds<T> implements AutoCloseable {

    private final JavaSparkContext context;
    private final JavaRDD<T> data;
    private final Recipe recipe;
    private final PartitionReader<T> reader;
    private final String training = UUID.randomUUID().toString();
    private int stepsPerEpoch;
    private int count;
    private double seconds;
    private double working;
    private long bytes;

    Rounds(JavaSparkContext context, JavaRDD<T> data, Recipe recipe, PartitionReader<T> reader) {
        this.context = context;
        this.data = data;
        this.recipe = recipe;
        this.reader = reader;
    }

    /** Has every partition read; the most steps that one takes in an epoch. */
    int prepare(Vectors start) {
        bytes = start.bytes();
        stepsPerEpoch = job(new Round(training, 1, 0, 0, 1), start).stream()
                .mapToInt(Part::steps)
                .max()
                .orElse(0);
        if (stepsPerEpoch == 0) {
            throw new IllegalArgumentException("The training data has no examples in any of its "
                    + data.getNumPartitions() + " partitions: look at where it is read from");
        }
        return stepsPerEpoch;
    }

    /** Steps {@code from} to {@code to} (exclusive) of an epoch, on every partition; results by partition. */
    List<Part> run(int epoch, int from, int to, Vectors start) {
        long startNanos = System.nanoTime();
        List<Part> parts = job(new Round(training, epoch, from, to, stepsPerEpoch), start);
        count++;
        seconds += (System.nanoTime() - startNanos) / 1e9;
        working += parts.stream().mapToDouble(Part::seconds).max().orElse(0);
        return parts;
    }

    private List<Part> job(Round round, Vectors start) {
        Broadcast<byte[]> broadcast = context.broadcast(Bytes.of(start));
        try {
            return data
                    .mapPartitionsWithIndex(new RoundTask<>(recipe, reader, round, broadcast), true)
                    .collect()
                    .stream()
                    .map(bytes -> Bytes.read(bytes, Part.class))
                    .toList();
        } finally {
            broadcast.destroy();
        }
    }

    Cost cost() {
        return new Cost(count, seconds, working, bytes);
    }

    /** Drops the workers in the executors that get a task; others keep theirs until they end. */
    @Override
    public void close() {
        String ended = training;
        if (!context.sc().isStopped()) {
            data.foreachPartition(rows -> RoundTask.forget(ended));
        }
    }
}
