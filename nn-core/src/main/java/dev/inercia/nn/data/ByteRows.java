package dev.inercia.nn.data;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.tensor.Shape;
import java.util.List;

/**
 * Examples as bytes, fetched one by one when a batch needs them: for data that is read lazily, or does not fit in
 * memory.
 *
 * <p>Called from several threads at once. The same row always has the same bytes.
 */
@FunctionalInterface
public interface ByteRows {

    /**
     * The bytes of an example.
     *
     * @param row the index of the example, from 0 on
     * @return unsigned values, as many as an example has features; not changed by the caller
     */
    byte[] get(int row);

    /**
     * These examples as a data set: bytes are scaled from 0..255 to [0, 1] when gathered.
     *
     * @param features the shape of an example
     * @param labels the class name of every example, at least one
     * @param classNames all names, in order; if empty, the labels', in the order of
     *     {@link Dataset#of(float[][], List)}
     * @throws IllegalArgumentException if there are no examples, or a label is not among the names
     */
    @CheckReturnValue
    default Dataset dataset(Shape features, List<String> labels, List<String> classNames) {
        return StoredDataset.of(this, features, Targets.ofNames(labels, ClassNames.of(labels, classNames)));
    }
}
