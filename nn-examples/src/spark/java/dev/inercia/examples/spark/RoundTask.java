package dev.inercia.examples.spark;

import dev.inercia.nn.tensor.Cores;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;

/**
 * Runs a round on a partition, on one thread. Keeps the partition's worker for the next round; an executor that gets the
 * partition for the first time reads its data and makes one.
 */
final class RoundTask<T> implements Function2<Integer, Iterator<T>, Iterator<byte[]>> {

    private static final long serialVersionUID = 1;

    /** A worker of a training's partition. */
    private record Key(String training, int partition) {}

    private static final Map<Key, Worker> WORKERS = new ConcurrentHashMap<>();

    private final Recipe recipe;
    private final PartitionReader<T> reader;
    private final Round round;
    /** {@link Vectors}. */
    private final Broadcast<byte[]> start;

    RoundTask(Recipe recipe, PartitionReader<T> reader, Round round, Broadcast<byte[]> start) {
        this.recipe = recipe;
        this.reader = reader;
        this.round = round;
        this.start = start;
    }

    @Override
    public Iterator<byte[]> call(Integer partition, Iterator<T> rows) {
        Part[] result = new Part[1];
        Cores.alone(() -> result[0] = run(partition, rows));
        return List.of(Bytes.of(result[0])).iterator();
    }

    /** A worker that is in use is not in the map, so that a task that is run twice has two. */
    private Part run(int partition, Iterator<T> rows) {
        Key key = new Key(round.training(), partition);
        Worker worker = WORKERS.remove(key);
        if (worker == null) {
            if (!rows.hasNext()) {
                return Part.EMPTY;
            }
            worker = new Worker(partition, recipe, reader.read(partition, rows));
        }
        Part part = worker.run(round, Bytes.read(start.value(), Vectors.class));
        WORKERS.put(key, worker);
        return part;
    }

    /** Drops the workers that a training has in this JVM. */
    static void forget(String training) {
        WORKERS.keySet().removeIf(key -> key.training().equals(training));
    }
}
