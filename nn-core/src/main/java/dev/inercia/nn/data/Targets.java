package dev.inercia.nn.data;

import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The targets of a data set.
 *
 * @param rows the numbers, one row per example
 * @param shape of the targets of one example
 * @param classes the number of classes, 0 for values
 * @param classNames their names; empty if they have none
 * @param size the number of examples
 */
record Targets(Rows rows, Shape shape, int classes, List<String> classNames, int size) {

    static Targets ofLabels(int[] labels) {
        return ofLabels(labels, Checks.classes(labels));
    }

    static Targets ofLabels(int[] labels, int classes) {
        Checks.labels(labels, classes);
        return new Targets(new Rows.OfLabels(labels.clone()), Shape.of(), classes, List.of(), labels.length);
    }

    /** From class names, numbered in the order of {@link ClassNames}. */
    static Targets ofNames(List<String> labels) {
        return ofNames(labels, ClassNames.sorted(labels));
    }

    static Targets ofNames(List<String> labels, List<String> classNames) {
        List<String> names = ClassNames.requireDifferent(classNames);
        int[] indices = new int[labels.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = names.indexOf(labels.get(i));
            if (indices[i] < 0) {
                throw new IllegalArgumentException(
                        "Label '" + labels.get(i) + "' of example " + i + " is not among the class names " + names);
            }
        }
        return new Targets(new Rows.OfLabels(indices), Shape.of(), names.size(), names, indices.length);
    }

    static Targets ofValues(float[][] values) {
        return ofValues(Rows.of(values, "targets"), values.length);
    }

    static Targets ofValues(double[][] values) {
        return ofValues(Rows.of(values, "targets"), values.length);
    }

    /** One value per example. */
    static Targets ofValues(float[] values) {
        return ofValues(Rows.of(values.clone(), 1, "targets"), values.length);
    }

    /** One value per example. */
    static Targets ofValues(double[] values) {
        return ofValues(Rows.of(values.clone(), 1, "targets"), values.length);
    }

    private static Targets ofValues(Rows rows, int size) {
        return new Targets(rows, size == 0 ? Shape.of() : Shape.of(rows.width()), 0, List.of(), size);
    }

    static Targets ofOneHot(float[][] targets) {
        return ofOneHot(Rows.of(targets, "targets"), targets.length);
    }

    static Targets ofOneHot(double[][] targets) {
        return ofOneHot(Rows.of(targets, "targets"), targets.length);
    }

    static Targets ofOneHot(INDArray targets) {
        requireExamples(targets);
        if (targets.rank() != 2) {
            throw new IllegalArgumentException("Expected one-hot targets of shape [examples, classes], but got "
                    + Arrays.toString(targets.shape()));
        }
        return ofOneHot(Rows.of(targets, "targets"), Math.toIntExact(targets.size(0)));
    }

    private static Targets ofOneHot(Rows rows, int size) {
        return ofLabels(Checks.oneHot(rows, size), Math.max(1, rows.width()));
    }

    /** Class indices {@code [examples, time, ...]}. */
    static Targets ofLabels(INDArray labels, int classes) {
        requireExamples(labels);
        int size = Math.toIntExact(labels.size(0));
        Rows rows = Rows.of(labels, "labels");
        Checks.labels(rows, size, classes);
        return new Targets(rows, Shape.ofExamples(labels.shape()), classes, List.of(), size);
    }

    /** Class indices {@code [examples]}, or values of at least rank 2. */
    static Targets of(INDArray targets) {
        requireExamples(targets);
        if (targets.rank() == 1) {
            return ofLabels(Checks.toLabels(targets));
        }
        return new Targets(
                Rows.of(targets, "targets"),
                Shape.ofExamples(targets.shape()),
                0,
                List.of(),
                Math.toIntExact(targets.size(0)));
    }

    private static void requireExamples(INDArray targets) {
        Layout.requireOpen(targets);
        if (targets.rank() == 0 || targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected targets for at least one example, but got shape " + Arrays.toString(targets.shape()));
        }
    }
}
