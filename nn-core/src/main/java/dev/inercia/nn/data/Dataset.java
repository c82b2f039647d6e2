package dev.inercia.nn.data;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Examples: features and targets, by row. Can be iterated any number of times.
 *
 * <p>Immutable, and safe to share between threads; the mutable part is the {@link Batch}, one per thread. The
 * factories copy and check their arguments unless stated otherwise: features are {@code [examples][features]}, finite
 * and of equal length, with one target per example. A data set of your own implements five methods.
 */
@CheckReturnValue
public interface Dataset {

    /** The number of examples, at least 1. */
    int size();

    /** The shape of one example's features. */
    Shape features();

    /** The shape of one example's targets: {@code []} for a class index, {@code [time]} for one per step. */
    Shape targets();

    /** The number of classes if the targets are class indices, 0 to {@code classes() - 1}; 0 if they are values. */
    int classes();

    /** The names of the classes, in order; empty if they have none. */
    default List<String> classNames() {
        return List.of();
    }

    /** True if the targets are declared to be values, see {@link #asValues}. */
    default boolean areValues() {
        return false;
    }

    /**
     * Makes a buffer for examples, which can be refilled.
     *
     * @param rows the number of examples, at least 1
     * @param type FLOAT or DOUBLE
     */
    Batch batch(int rows, DataType type);

    /** Batches of FLOAT, the default type of networks; see {@link #batches(int, DataType)}. */
    default Batches batches(int rows) {
        return batches(rows, DataType.FLOAT);
    }

    /** Batches of at most {@code rows} examples in order; the last is smaller if the size does not divide evenly. */
    default Batches batches(int rows, DataType type) {
        return new Batches(this, rows, type);
    }

    /** Passes each example's targets and row to a visitor, in order. The array is reused. */
    default void forEachTarget(ObjIntConsumer<double[]> visitor) {
        Checks.forEachTarget(this, visitor);
    }

    /** The class index of every example, as a new array; throws if the targets are not one class index per example. */
    default int[] labels() {
        return Checks.labels(this);
    }

    /** The examples from row {@code from} to {@code to} (exclusive). */
    default Dataset subset(int from, int to) {
        return Selection.of(this, from, to);
    }

    /** The examples of the given rows, at least one, in that order; a row may occur more than once. */
    default Dataset subset(int[] rows) {
        return Selection.of(this, rows);
    }

    /** The same examples in an order drawn from the seed. */
    default Dataset shuffled(long seed) {
        return Selection.shuffled(this, seed);
    }

    /** The same examples, shuffled so that contiguous parts keep the class proportions; each must have one class. */
    default Dataset stratified(long seed) {
        return new Selection(this, Stratified.order(labels(), classes(), seed));
    }

    /**
     * The same examples, each perturbed as it is gathered, differently in every epoch of a training. The perturbation
     * depends only on the seed, the epoch and the example's row, not on the order of examples or the batch size.
     *
     * @throws IllegalArgumentException if the augmentation does not support the shape of the features
     */
    default Dataset augmented(Augmentation augmentation, long seed) {
        return new AugmentedDataset(this, augmentation, seed);
    }

    /**
     * The same examples with weights, multiplied by any they already have. A loss or metric is {@code sum(w l) /
     * sum(w)}, so a weight of 2 is the same as an example that occurs twice in its batch. To compare losses, weight
     * validation data too.
     *
     * @param weights one per example, each finite and at least 0, not all 0; copied
     */
    default Dataset weighted(double[] weights) {
        return new WeightedDataset(this, weights.clone());
    }

    /** See {@link #weighted(double[])}. */
    default Dataset weighted(float[] weights) {
        return weighted(
                IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).toArray());
    }

    /**
     * The same examples, weighted by class, as in {@code data.classWeights(data.balancedClassWeights())}.
     *
     * @param weights one per class, each finite and at least 0
     */
    default Dataset classWeights(double... weights) {
        return WeightedDataset.byClass(this, weights);
    }

    /** Weights that balance classes: examples / (classes that occur * examples of the class); 1 if there are none. */
    default double[] balancedClassWeights() {
        return WeightedDataset.balanced(labels(), classes());
    }

    /** The same examples with class names, one per class. */
    default Dataset named(List<String> classNames) {
        return new Named(this, classNames);
    }

    /** The same examples with their own features as targets, to train an autoencoder. */
    default Dataset targetsFromFeatures() {
        return new Reconstruction(this);
    }

    /** The same examples with targets declared to be values, such as proportions under a sigmoid. */
    default Dataset asValues() {
        return new Values(this);
    }

    /**
     * Splits the examples in two, in order; call {@link #shuffled} or {@link #stratified} first if the data is sorted.
     *
     * @param fraction the first part's share, above 0 and below 1
     */
    default Split split(double fraction) {
        return Split.of(this, fraction);
    }

    /**
     * Splits the examples in three, in order; see {@link #split(double)}.
     *
     * @param training the first part's share, above 0
     * @param validation the second part's share, above 0; the rest is the test part
     */
    default Parts split(double training, double validation) {
        return Parts.of(this, training, validation);
    }

    /**
     * Cuts the shuffled examples into folds for cross-validation; if every example has one class, each fold keeps the
     * class proportions.
     *
     * @param k the number of folds, from 2 to the number of examples
     */
    default Folds kFold(int k, long seed) {
        return Folds.of(this, k, seed);
    }

    /**
     * Examples from arrays.
     *
     * @param features {@code [examples, ...]}, finite
     * @param targets class indices {@code [examples]}, or values {@code [examples, ...]} of at least rank 2, finite
     * @throws IllegalArgumentException if there are no examples, the numbers of features and targets differ, or a
     *     value is not allowed
     */
    static Dataset of(INDArray features, INDArray targets) {
        return StoredDataset.of(features, Targets.of(targets));
    }

    /** Examples with class indices from 0 on; the number of classes is the largest index plus one. */
    static Dataset of(float[][] features, int[] labels) {
        return StoredDataset.of(features, Targets.ofLabels(labels));
    }

    /** Examples with class indices, each from 0 to {@code classes - 1}. */
    static Dataset of(float[][] features, int[] labels, int classes) {
        return StoredDataset.of(features, Targets.ofLabels(labels, classes));
    }

    /** Examples with class names, numbered by value if all are numbers, alphabetically otherwise. */
    static Dataset of(float[][] features, String[] labels) {
        return StoredDataset.of(features, Targets.ofNames(Arrays.asList(labels)));
    }

    /** See {@link #of(float[][], String[])}. */
    static Dataset of(float[][] features, List<String> labels) {
        return StoredDataset.of(features, Targets.ofNames(labels));
    }

    /** Examples with class names numbered by this list: pass {@code training.classNames()} for test data. */
    static Dataset of(float[][] features, List<String> labels, List<String> classNames) {
        return StoredDataset.of(features, Targets.ofNames(labels, classNames));
    }

    /** Examples with one target value each. */
    static Dataset of(float[][] features, float[] targets) {
        return StoredDataset.of(features, Targets.ofValues(targets));
    }

    /** Examples with target values {@code [examples][outputs]}. */
    static Dataset of(float[][] features, float[][] targets) {
        return StoredDataset.of(features, Targets.ofValues(targets));
    }

    /** See {@link #of(float[][], int[])}. */
    static Dataset of(double[][] features, int[] labels) {
        return StoredDataset.of(features, Targets.ofLabels(labels));
    }

    /** See {@link #of(float[][], int[], int)}. */
    static Dataset of(double[][] features, int[] labels, int classes) {
        return StoredDataset.of(features, Targets.ofLabels(labels, classes));
    }

    /** See {@link #of(float[][], String[])}. */
    static Dataset of(double[][] features, String[] labels) {
        return StoredDataset.of(features, Targets.ofNames(Arrays.asList(labels)));
    }

    /** See {@link #of(float[][], String[])}. */
    static Dataset of(double[][] features, List<String> labels) {
        return StoredDataset.of(features, Targets.ofNames(labels));
    }

    /** See {@link #of(float[][], List, List)}. */
    static Dataset of(double[][] features, List<String> labels, List<String> classNames) {
        return StoredDataset.of(features, Targets.ofNames(labels, classNames));
    }

    /** Examples with one target value each. */
    static Dataset of(double[][] features, double[] targets) {
        return StoredDataset.of(features, Targets.ofValues(targets));
    }

    /** Examples with target values {@code [examples][outputs]}. */
    static Dataset of(double[][] features, double[][] targets) {
        return StoredDataset.of(features, Targets.ofValues(targets));
    }

    /** Examples with one class each, as one-hot rows, which {@code of} would read as multi-label targets. */
    static Dataset ofOneHot(float[][] features, float[][] targets) {
        return StoredDataset.of(features, Targets.ofOneHot(targets));
    }

    /** See {@link #ofOneHot(float[][], float[][])}. */
    static Dataset ofOneHot(double[][] features, double[][] targets) {
        return StoredDataset.of(features, Targets.ofOneHot(targets));
    }

    /** See {@link #ofOneHot(float[][], float[][])}, from arrays: features {@code [examples, ...]}. */
    static Dataset ofOneHot(INDArray features, INDArray targets) {
        return StoredDataset.of(features, Targets.ofOneHot(targets));
    }

    /**
     * Examples with a class index for each of their rows: labels over time.
     *
     * @param features {@code [examples, ...]}, finite
     * @param labels class indices {@code [examples, time, ...]}, each from 0 to {@code classes - 1}
     */
    static Dataset ofLabels(INDArray features, INDArray labels, int classes) {
        return StoredDataset.of(features, Targets.ofLabels(labels, classes));
    }

    /** Examples whose images are channels first, as PyTorch has them, turned to {@code [height, width, channels]}. */
    static Dataset channelsFirst(Dataset images) {
        return new ChannelsLast(images);
    }

    /**
     * Images as bytes, scaled from 0..255 to [0, 1] when gathered: a quarter of the memory of floats. The pixel array
     * is kept, not copied; do not change it afterwards.
     *
     * @param pixels {@code examples * features.size()} bytes, example by example, unsigned
     * @param labels unsigned
     * @param classes the number of classes, from 1 to 256
     */
    static Dataset ofBytes(byte[] pixels, Shape features, byte[] labels, int classes) {
        return StoredDataset.of(pixels, features, labels, classes);
    }
}
