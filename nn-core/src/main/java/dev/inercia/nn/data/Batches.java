package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Seeds;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The batches of a data set, in order or shuffled; can be iterated any number of times. The last batch is smaller if
 * the number of examples does not divide evenly. Two buffers are reused: one of full size, one for the last batch. For
 * one thread.
 */
public final class Batches implements Iterable<Batch> {

    private final int rows;
    private final int[] order;
    private final Batch full;
    private final Batch last;

    /**
     * Batches of at most {@code rows} examples.
     *
     * @param rows at least 1
     */
    Batches(Dataset data, int rows, DataType type) {
        Checks.batchSize(rows);
        this.rows = Math.min(rows, data.size());
        order = IntStream.range(0, data.size()).toArray();
        full = data.batch(this.rows, type);
        int rest = data.size() % this.rows;
        last = rest == 0 ? full : data.batch(rest, type);
    }

    /** The number of batches. */
    public int count() {
        return (order.length + rows - 1) / rows;
    }

    /**
     * The number of examples in a batch. Gathers nothing.
     *
     * @param index which batch, from 0 to {@code count() - 1}
     */
    public int rows(int index) {
        return Math.min(rows, order.length - index * rows);
    }

    /**
     * Begins an epoch: shuffles the examples. The order depends only on the seed and the epoch.
     */
    public void shuffle(long seed, int epoch) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        shuffle(order, Seeds.SHUFFLING.generator(seed, epoch));
        full.startEpoch(epoch);
        if (last != full) {
            last.startEpoch(epoch);
        }
    }

    /** The Fisher-Yates shuffle: every order is equally likely. */
    static void shuffle(int[] order, RandomGenerator random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    /**
     * Fills a batch and returns it. Does not allocate.
     *
     * @param index which batch, from 0 to {@code count() - 1}
     */
    public Batch get(int index) {
        int from = index * rows;
        Batch batch = rows(index) == rows ? full : last;
        batch.gather(order, from);
        return batch;
    }

    @Override
    public Iterator<Batch> iterator() {
        return new Iterator<>() {

            private int next;

            @Override
            public boolean hasNext() {
                return next < count();
            }

            @Override
            public Batch next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return get(next++);
            }
        };
    }
}
