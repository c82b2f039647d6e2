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
 * Examples: features and targets, by row. Can be walked over any number of times.
 *
 * <p>Immutable, and shared between threads freely; what moves is the {@link Batch}, of which every thread has its own.
 * The factories copy what they are given, unless they say otherwise, and check it: features are
 * {@code [examples][features]}, all of one length and finite, targets as many. A data set of your own implements five
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

    /** What the classes are called, in order; empty if they have no names. */
    default List<String> classNames() {
        return List.of();
    }

    /** Whether the targets are declared to be values, see {@link #asValues}. */
    default boolean areValues() {
        return false;
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

    /** Batches of at most {@code rows} examples in their own order; the last is smaller if the size does not divide evenly. */
    default Batches batches(int rows, DataType type) {
        return new Batches(this, rows, type);
    }

    /** Hands every example's targets to a visitor, in order, with its row; the array is overwritten by the next. */
    default void forEachTarget(ObjIntConsumer<double[]> visitor) {
        Checks.forEachTarget(this, visitor);
    }

    /** The class index of every example, as a new array; refused if the targets are no class indices, one an example. */
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

    /**
     * The same examples in an order drawn from the seed in which every part has each class's share of examples, as in
     * {@code data.stratified(1).split(0.8)}. Every example must have one class.
     */
    default Dataset stratified(long seed) {
        return new Selection(this, Stratified.order(labels(), classes(), seed));
    }

    /**
     * The same examples, each perturbed as it is gathered, differently in every epoch of a training. What is drawn depends
     * on the seed, the epoch and the example's row alone: neither on the order of examples nor on the batch size.
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
        return weighted(IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).toArray());
    }

    /**
     * The same examples, weighted by class, as in {@code data.classWeights(data.balancedClassWeights())}.
     *
     * @param weights one a class, each finite and at least 0
     */
    default Dataset classWeights(double... weights) {
        return WeightedDataset.byClass(this, weights);
    }

    /**
     * Weights that make all classes count alike, examples / (classes that occur * examples of this class); 1 for a class
     * that does not occur.
     */
    default double[] balancedClassWeights() {
        return WeightedDataset.balanced(labels(), classes());
    }

    /** The same examples, whose classes are called by these names, one a class. */
    default Dataset named(List<String> classNames) {
        return new Named(this, classNames);
    }

    /** The same examples with their own features as targets: what an autoencoder is trained on. */
    default Dataset targetsFromFeatures() {
        return new Reconstruction(this);
    }

    /** The same examples, whose targets are declared to be values: proportions under a sigmoid are no answers of yes or no. */
    default Dataset asValues() {
        return new Values(this);
    }

    /**
     * Divides the examples in two, in their order; {@link #shuffled} or {@link #stratified} first if that order means
     * anything.
     *
     * @param fraction the first part's share, above 0 and below 1
     */
    default Split split(double fraction) {
        return Split.of(this, fraction);
    }

    /**
     * Divides the examples in three, in their order, as {@link #split(double)}.
     *
     * @param training the first part's share, above 0
     * @param validation the second part's share, above 0; what is left is to test on
     */
    default Parts split(double training, double validation) {
        return Parts.of(this, training, validation);
    }

    /**
     * Cuts the examples into folds for cross-validation, in an order drawn from the seed; where every example has one class,
     * each fold has each class's share.
     *
     * @param k how many folds, from 2 to the number of examples
     */
    default Folds kFold(int k, long seed) {
        return Folds.of(this, k, seed);
    }

    /**
     * Examples from arrays.
     *
     * @param features {@code [examples, ...]}, finite
     * @param targets class indices {@code [examples]}, or values {@code [examples, ...]} of at least rank 2, finite
     * @throws IllegalArgumentException if there are none, their numbers differ, or a value is not allowed
     */
    static Dataset of(INDArray features, INDArray targets) {
        return StoredDataset.of(features, Targets.of(targets));
    }

    /** Examples with class indices from 0 on, as many classes as the largest plus one. */
    static Dataset of(float[][] features, int[] labels) {
        return StoredDataset.of(features, Targets.ofLabels(labels));
    }

    /** Examples with class indices, each from 0 to {@code classes - 1}. */
    static Dataset of(float[][] features, int[] labels, int classes) {
        return StoredDataset.of(features, Targets.ofLabels(labels, classes));
    }

    /** Examples with the names of classes, numbered by value if all are numbers, alphabetically otherwise. */
    static Dataset of(float[][] features, String[] labels) {
        return StoredDataset.of(features, Targets.ofNames(Arrays.asList(labels)));
    }

    /** As {@link #of(float[][], String[])}. */
    static Dataset of(float[][] features, List<String> labels) {
        return StoredDataset.of(features, Targets.ofNames(labels));
    }

    /** Examples with the names of classes that are numbered by this list: {@code training.classNames()} for data to test on. */
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

    /** As {@link #of(float[][], int[])}. */
    static Dataset of(double[][] features, int[] labels) {
        return StoredDataset.of(features, Targets.ofLabels(labels));
    }

    /** As {@link #of(float[][], int[], int)}. */
    static Dataset of(double[][] features, int[] labels, int classes) {
        return StoredDataset.of(features, Targets.ofLabels(labels, classes));
    }

    /** As {@link #of(float[][], String[])}. */
    static Dataset of(double[][] features, String[] labels) {
        return StoredDataset.of(features, Targets.ofNames(Arrays.asList(labels)));
    }

    /** As {@link #of(float[][], String[])}. */
    static Dataset of(double[][] features, List<String> labels) {
        return StoredDataset.of(features, Targets.ofNames(labels));
    }

    /** As {@link #of(float[][], List, List)}. */
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

    /** Examples with one class each, as one-hot rows: a 1 and 0 elsewhere. Undeclared, these may be any number of labels. */
    static Dataset ofOneHot(float[][] features, float[][] targets) {
        return StoredDataset.of(features, Targets.ofOneHot(targets));
    }

    /** As {@link #ofOneHot(float[][], float[][])}. */
    static Dataset ofOneHot(double[][] features, double[][] targets) {
        return StoredDataset.of(features, Targets.ofOneHot(targets));
    }

    /** As {@link #ofOneHot(float[][], float[][])}, from arrays: features {@code [examples, ...]}. */
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

    /**
     * Images as bytes, scaled from 0..255 to [0, 1] when they are gathered: a quarter of the memory of floats. The pixels
     * are kept, not copied, and must not change afterwards.
     *
     * @param pixels {@code examples * features.size()} bytes, example by example, each 0 to 255 unsigned
     * @param classes the number of classes, from 1 to 128
     */
    static Dataset ofBytes(byte[] pixels, Shape features, byte[] labels, int classes) {
        return StoredDataset.of(pixels, features, labels, classes);
    }
}
