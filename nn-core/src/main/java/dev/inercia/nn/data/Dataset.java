package dev.inercia.nn.data;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.tensor.Seeds;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Examples: features and targets, by row. Can be walked over any number of times.
 *
 * <p>Immutable, and shared between threads freely; what moves is the {@link Batch}, of which every thread has its own.
 * The factories check what comes in and keep what they are told to keep; a data set of one's own implements four
 * methods.
 */
@CheckReturnValue
public interface Dataset {

    /** The number of examples, at least 1. */
    int size();

    /** The shape of one example's features. */
    Shape features();

    /** The shape of one example's targets: {@code []} for a class index, {@code [time]} for one a step. */
    Shape targets();

    /** How many classes there are if the targets are class indices, from 0 to {@code classes() - 1}; 0 if they are values. */
    int classes();

    /**
     * Hands every example's targets to a visitor, in order: the class indices, or the values row by row.
     *
     * @param visitor is given the targets, in an array that is overwritten by the next, and the row
     */
    default void forEachTarget(ObjIntConsumer<double[]> visitor) {
        Checks.forEachTarget(this, visitor);
    }

    /**
     * The class index of every example, as a new array.
     *
     * @throws IllegalArgumentException if the targets are no class indices, one an example
     */
    default int[] labels() {
        if (classes() == 0 || targets().rank() != 0) {
            throw new IllegalArgumentException("Expected one class index an example, but the targets are "
                    + (classes() > 0 ? "class indices" : "values") + " of shape " + targets());
        }
        int[] labels = new int[size()];
        forEachTarget((target, row) -> labels[row] = (int) target[0]);
        return labels;
    }

    /**
     * A place for examples, to be filled again and again.
     *
     * @param rows how many examples it holds, at least 1
     * @param type FLOAT or DOUBLE
     */
    Batch batch(int rows, DataType type);

    /** Batches of FLOAT, the type that networks have by default; otherwise as {@link #batches(int, DataType)}. */
    default Batches batches(int rows) {
        return batches(rows, DataType.FLOAT);
    }

    /**
     * Batches of at most {@code rows} examples in their own order, the last one smaller if the number of examples does not
     * divide evenly.
     */
    default Batches batches(int rows, DataType type) {
        return new Batches(this, rows, type);
    }

    /**
     * The examples from one row to another.
     *
     * @param from the first row
     * @param to the row after the last, above from
     */
    default Dataset subset(int from, int to) {
        if (from < 0 || to > size() || from >= to) {
            throw new IllegalArgumentException("Cannot take rows " + from + " to " + to + " (exclusive) of " + size()
                    + " examples: expected 0 <= from < to <= " + size());
        }
        return new Selection(this, IntStream.range(from, to).toArray());
    }

    /**
     * The examples of the given rows, in that order; a row may occur more than once.
     *
     * @param rows each from 0 to {@code size() - 1}, at least one
     */
    default Dataset subset(int[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("Cannot take 0 rows: a data set has at least one example");
        }
        for (int row : rows) {
            if (row < 0 || row >= size()) {
                throw new IllegalArgumentException(
                        "There is no row " + row + ": the data set has rows 0 to " + (size() - 1));
            }
        }
        return new Selection(this, rows.clone());
    }

    /** The same examples in an order drawn from the seed. */
    default Dataset shuffled(long seed) {
        int[] rows = IntStream.range(0, size()).toArray();
        Batches.shuffle(rows, Seeds.SHUFFLING.generator(seed, 0));
        return new Selection(this, rows);
    }

    /**
     * The same examples, each changed a little as it is gathered, otherwise in every epoch of a training. What is drawn
     * depends on the seed, the epoch and the example's row alone: neither on the order of examples nor on the batch
     * size. This data set stays as it is.
     *
     * <pre>{@code
     * trainer.train(mnist.training().augmented(new Distortion(), 1))
     * }</pre>
     *
     * @throws IllegalArgumentException if it does not suit the shape of the features
     */
    default Dataset augmented(Augmentation augmentation, long seed) {
        return new AugmentedDataset(this, augmentation, seed);
    }

    /**
     * The same examples, which count by these weights on top of those that they have: a loss or metric is
     * {@code sum(w l) / sum(w)}, so that a weight of 2 is the same as an example that occurs twice in its batch. Weigh
     * validation data too if losses are to be compared.
     *
     * @param weights one an example, each finite and at least 0, not all 0; copied
     */
    default Dataset weighted(double[] weights) {
        return new WeightedDataset(this, weights.clone());
    }

    /** As {@link #weighted(double[])}. */
    default Dataset weighted(float[] weights) {
        return new WeightedDataset(
                this,
                IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).toArray());
    }

    /**
     * The same examples, weighted by class, as in {@code data.classWeights(data.balancedClassWeights())}.
     *
     * @param weights one a class, each finite and at least 0
     * @throws IllegalArgumentException if the targets are no class indices, one an example
     */
    default Dataset classWeights(double... weights) {
        return WeightedDataset.byClass(this, weights);
    }

    /**
     * Weights that make all classes count alike, examples / (classes that occur * examples of this class); 1 for a class
     * that does not occur.
     *
     * @throws IllegalArgumentException if the targets are no class indices, one an example
     */
    default double[] balancedClassWeights() {
        return WeightedDataset.balanced(labels(), classes());
    }

    /**
     * Divides the examples in two, in their order; shuffle them first if that order means anything.
     *
     * @param fraction the first part's share, above 0 and below 1
     */
    default Split split(double fraction) {
        int first = (int) Math.round(fraction * size());
        if (!(fraction > 0 && fraction < 1) || first < 1 || first >= size()) {
            throw new IllegalArgumentException("Cannot split " + size() + " examples at a fraction of " + fraction
                    + ": expected a fraction in (0, 1) that leaves examples on both sides");
        }
        return new Split(subset(0, first), subset(first, size()));
    }

    /**
     * A data set in two parts.
     *
     * @param first the examples before the cut
     * @param second the examples after it
     */
    record Split(Dataset first, Dataset second) {}

    /**
     * Examples from arrays, copied.
     *
     * @param features {@code [examples, ...]}, finite
     * @param targets class indices {@code [examples]}, or values {@code [examples, ...]} of at least rank 2, finite
     * @throws IllegalArgumentException if there are none, their numbers differ, or a value is not allowed
     */
    static Dataset of(INDArray features, INDArray targets) {
        Checks.features(features, targets);
        Rows x = Rows.of(features, "features");
        Shape shape = Shape.ofExamples(features.shape());
        if (targets.rank() == 1) {
            int[] labels = Checks.toLabels(targets);
            return StoredDataset.ofLabels(x, shape, labels, Checks.classes(labels));
        }
        return StoredDataset.ofValues(
                x,
                shape,
                Rows.of(targets, "targets"),
                Shape.ofExamples(targets.shape()),
                Math.toIntExact(features.size(0)));
    }

    /**
     * Examples with class indices, as many classes as the largest index plus one. The features are copied.
     *
     * @param features {@code [examples][features]}, all of one length, finite
     * @param labels class indices {@code [examples]}, each at least 0
     */
    static Dataset of(float[][] features, int[] labels) {
        return of(features, labels, Checks.classes(labels));
    }

    /**
     * Examples with class indices. The features are copied.
     *
     * @param features {@code [examples][features]}, all of one length, finite
     * @param labels class indices {@code [examples]}, each from 0 to {@code classes - 1}
     * @param classes the number of classes, at least 1
     */
    static Dataset of(float[][] features, int[] labels, int classes) {
        Checks.sameNumber(features.length, labels.length);
        Checks.labels(labels, classes);
        return StoredDataset.ofLabels(
                Rows.of(features, "features"), Shape.of(features[0].length), labels.clone(), classes);
    }

    /**
     * Examples with target values. Both are copied.
     *
     * @param features {@code [examples][features]}, all of one length, finite
     * @param targets {@code [examples][outputs]}, all of one length, finite
     */
    static Dataset of(float[][] features, float[][] targets) {
        Checks.sameNumber(features.length, targets.length);
        return StoredDataset.ofValues(
                Rows.of(features, "features"),
                Shape.of(features[0].length),
                Rows.of(targets, "targets"),
                Shape.of(targets[0].length),
                features.length);
    }

    /**
     * Examples with one class each, given as one-hot rows; kept as class indices. Undeclared, the same values may be
     * several labels an example, or anything.
     *
     * @param features {@code [examples][features]}, all of one length, finite; copied
     * @param targets {@code [examples][classes]}, one 1 in each row and 0 elsewhere
     */
    static Dataset ofOneHot(float[][] features, float[][] targets) {
        Checks.sameNumber(features.length, targets.length);
        Rows rows = Rows.of(targets, "targets");
        return of(features, Checks.oneHot(rows, targets.length), rows.width());
    }

    /**
     * As {@link #ofOneHot(float[][], float[][])}, from arrays.
     *
     * @param features {@code [examples, ...]}, finite; copied
     * @param targets {@code [examples, classes]}, one 1 in each row and 0 elsewhere
     */
    static Dataset ofOneHot(INDArray features, INDArray targets) {
        Checks.features(features, targets);
        if (targets.rank() != 2) {
            throw new IllegalArgumentException("Expected one-hot targets of shape [examples, classes], but got "
                    + Arrays.toString(targets.shape()));
        }
        Rows rows = Rows.of(targets, "targets");
        return StoredDataset.ofLabels(
                Rows.of(features, "features"),
                Shape.ofExamples(features.shape()),
                Checks.oneHot(rows, Math.toIntExact(targets.size(0))),
                rows.width());
    }

    /**
     * Examples with a class index for each of their rows: labels over time.
     *
     * @param features {@code [examples, ...]}, finite; copied
     * @param labels class indices {@code [examples, time, ...]}, each from 0 to {@code classes - 1}; copied
     * @param classes the number of classes, at least 1
     */
    static Dataset ofLabels(INDArray features, INDArray labels, int classes) {
        Checks.features(features, labels);
        Rows y = Rows.of(labels, "labels");
        Checks.labels(y, Math.toIntExact(labels.size(0)), classes);
        return StoredDataset.ofLabels(
                Rows.of(features, "features"),
                Shape.ofExamples(features.shape()),
                y,
                Shape.ofExamples(labels.shape()),
                classes,
                Math.toIntExact(labels.size(0)));
    }

    /**
     * Images as bytes, scaled from 0..255 to [0, 1] when they are gathered: a quarter of the memory of floats. The
     * arrays are kept, not copied, and must not change afterwards.
     *
     * @param pixels {@code examples * features.size()} bytes, example by example, each 0 to 255 unsigned
     * @param features the shape of one example
     * @param labels class indices {@code [examples]}, each from 0 to {@code classes - 1}
     * @param classes the number of classes, from 1 to 128
     */
    static Dataset ofBytes(byte[] pixels, Shape features, byte[] labels, int classes) {
        Checks.sameNumber(Checks.examples(pixels.length, features), labels.length);
        if (classes > 128) {
            throw new IllegalArgumentException("Labels in bytes tell at most 128 classes apart, but got " + classes);
        }
        int[] indices = new int[labels.length];
        Arrays.setAll(indices, i -> labels[i]);
        Checks.labels(indices, classes);
        return StoredDataset.ofLabels(new Rows.OfBytes(pixels, features.size()), features, indices, classes);
    }
}
