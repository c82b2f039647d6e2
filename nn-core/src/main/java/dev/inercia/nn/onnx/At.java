package dev.inercia.nn.onnx;

import dev.inercia.nn.layer.Interchange;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;

/**
 * A value of a graph that is being read.
 *
 * @param name its name
 * @param shape the shape of one example in this library
 * @param isFirst true if it is an image or sequence that is channels first in the graph
 * @param columns for each feature, its index in the graph; null if the same
 */
record At(String name, Shape shape, boolean isFirst, int[] columns) {

    static At last(String name, Shape shape) {
        return new At(name, shape, false, null);
    }

    static At first(String name, Shape shape) {
        return new At(name, shape, true, null);
    }

    /** The same layout under another name. */
    At to(String other) {
        return new At(other, shape, isFirst, columns);
    }

    int rank() {
        return shape.rank();
    }

    /** The size of the last axis here: features or channels; 1 if there is none. */
    int width() {
        return rank() == 0 ? 1 : shape.dimension(rank() - 1);
    }

    /** The sizes of the axes in the graph, without the batch. */
    int[] dimensions() {
        return isFirst ? OnnxGraph.firstDimensions(shape) : shape.dimensions();
    }

    /** True if the two values have their features or channels in the same order. */
    boolean fits(At other) {
        return isFirst == other.isFirst && Arrays.equals(columns, other.columns);
    }

    /** The value flattened to one axis. */
    At flattened(String output) {
        boolean isTurned = isFirst && width() > 1 && width() < shape.size();
        int[] order = isTurned ? Interchange.flattened(shape) : rank() == 1 ? columns : null;
        return new At(output, Shape.of(shape.size()), false, order);
    }

    /**
     * A constant as one number for each feature or channel, in the order here; null if it is something else.
     *
     * @param tensor broadcast to the value in the graph
     */
    double[] perColumn(OnnxTensor tensor) {
        double[] row = tensor == null || rank() == 0 ? null : tensor.row(width());
        if (row == null || tensor.values().length == 1) {
            return row;
        }
        int axis = tensor.rank() - (isFirst ? rank() : 1);
        if (axis < 0 || tensor.dimensions()[axis] != width()) {
            return null;
        }
        double[] ours = new double[row.length];
        Arrays.setAll(ours, i -> row[columns == null ? i : columns[i]]);
        return ours;
    }
}
