package dev.inercia.examples.spark;

import dev.inercia.nn.data.Dataset;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Reads a partition of the training data, in the executor that trains on it.
 *
 * @param <T> a row of Spark's data, such as a line of a file, or a description of many examples
 */
public interface PartitionReader<T> extends Serializable {

    /**
     * The examples of a partition. If the data is augmented, give partitions different seeds.
     *
     * @param partition its index, from 0
     * @param rows at least one
     */
    Dataset read(int partition, Iterator<T> rows);

    /**
     * Reads one source per partition, for data that {@link #partitions} makes.
     *
     * @param sources by partition
     */
    static PartitionReader<Integer> of(List<? extends Source> sources) {
        List<Source> all = List.copyOf(sources);
        return (partition, rows) -> all.get(rows.next()).load();
    }

    /** Data of this many partitions, with the number of each as its only row. */
    static JavaRDD<Integer> partitions(JavaSparkContext context, int count) {
        return context.parallelize(IntStream.range(0, count).boxed().toList(), count);
    }
}
