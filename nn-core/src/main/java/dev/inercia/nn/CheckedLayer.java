package dev.inercia.nn;

import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A bound layer in its place in a pass. Whatever goes in and comes out has the declared shape and lies row by row:
 * layers of a user's own may hand on arrays of any layout and type. Arrays seen before are not looked at again.
 */
final class CheckedLayer implements Layer.Bound {

    private final Layer.Bound bound;
    private final LayerTree node;
    private final int rows;
    private final DataType type;
    private final boolean wantsInputGradient;
    private final boolean isCalledBack;
    private INDArray input;
    private INDArray output;
    private INDArray outputGradient;
    private INDArray inputGradient;

    CheckedLayer(
            Layer.Bound bound, LayerTree node, int rows, DataType type, boolean isTrained, boolean wantsInputGradient) {
        this.bound = bound;
        this.node = node;
        this.rows = rows;
        this.type = type;
        this.wantsInputGradient = wantsInputGradient;
        isCalledBack = isTrained || wantsInputGradient;
    }

    String path() {
        return node.path();
    }

    String name() {
        return node.name();
    }

    /** The output for the batch last seen; null before the first. */
    INDArray output() {
        return output;
    }

    @Override
    public INDArray forward(INDArray x) {
        input = checked(x, input, node.input(), "the input of ");
        output = checked(bound.forward(input), output, node.output(), "the output of ");
        return output;
    }

    @Override
    public INDArray backward(INDArray dy) {
        if (!isCalledBack) {
            return null;
        }
        outputGradient = checked(dy, outputGradient, node.output(), "the output gradient of ");
        INDArray dx = bound.backward(outputGradient);
        if (!wantsInputGradient) {
            return null;
        }
        inputGradient = checked(dx, inputGradient, node.input(), "the input gradient of ");
        return inputGradient;
    }

    private INDArray checked(INDArray array, INDArray before, Shape shape, String what) {
        if (array != null && array == before) {
            return array; // a converted copy is another array, so what needs converting is converted each time
        }
        if (array == null || !shape.matches(array, rows)) {
            throw new IllegalArgumentException("Expected " + Arrays.toString(shape.toArrayShape(rows)) + " at " + what
                    + node.name() + ", but got " + (array == null ? "null" : Arrays.toString(array.shape())));
        }
        return Layout.rowMajor(array, type);
    }
}
