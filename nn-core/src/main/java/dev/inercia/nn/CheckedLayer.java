package dev.inercia.nn;

import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A bound layer in its place in a pass. Whatever goes in and comes out has the declared shape and lies row by row, and
 * nothing overwrites it while it is needed: layers of a user's own may hand on any arrays. Arrays seen before are not
 * looked at again.
 */
final class CheckedLayer implements Layer.Bound {

    private final Layer.Bound bound;
    private final LayerBinding binding;
    private final LayerTree node;
    private final MemoryPlan plan;
    private final boolean wantsInputGradient;
    private final boolean isCalledBack;
    private INDArray input;
    private INDArray output;
    private INDArray outputGradient;
    private INDArray inputGradient;
    private Memory outputCopy;
    private Memory inputGradientCopy;

    CheckedLayer(Layer.Bound bound, LayerBinding binding, boolean isTrained, MemoryPlan plan) {
        this.bound = bound;
        this.binding = binding;
        this.plan = plan;
        node = binding.node();
        wantsInputGradient = binding.wantsInputGradient();
        isCalledBack = isTrained || wantsInputGradient;
    }

    String path() {
        return node.path();
    }

    String name() {
        return node.name();
    }

    /** The output for the batch last seen, unless other layers share its memory; null before the first. */
    INDArray output() {
        return output;
    }

    @Override
    public INDArray forward(INDArray x) {
        if (isNew(x, input)) {
            input = checked(x, node.input(), "the input of ");
        }
        INDArray y = bound.forward(input);
        if (isNew(y, output)) {
            output = checked(y, node.output(), "the output of ");
            if (output == y && plan.mustBeCopied(y, binding.place(), Place.Kind.OUTPUT)) {
                outputCopy = copy(y, outputCopy);
                output = outputCopy.array();
            }
        }
        return output;
    }

    @Override
    public INDArray backward(INDArray dy) {
        if (!isCalledBack) {
            return null;
        }
        if (isNew(dy, outputGradient)) {
            outputGradient = checked(dy, node.output(), "the output gradient of ");
        }
        Layout.requireOpen(input);
        Layout.requireOpen(output);
        INDArray dx = bound.backward(outputGradient);
        if (!wantsInputGradient) {
            return null;
        }
        if (isNew(dx, inputGradient)) {
            inputGradient = checked(dx, node.input(), "the input gradient of ");
            if (inputGradient == dx && plan.mustBeCopied(dx, binding.place(), Place.Kind.INPUT_GRADIENT)) {
                inputGradientCopy = copy(dx, inputGradientCopy);
                inputGradient = inputGradientCopy.array();
            }
        }
        return inputGradient;
    }

    /** True of an array not seen before; one that was must still be open. */
    private static boolean isNew(INDArray array, INDArray before) {
        if (array == null || array != before) {
            return true;
        }
        Layout.requireOpen(array);
        return false;
    }

    /** The array, or a copy of the right layout and type: what needs converting is another array each time. */
    private INDArray checked(INDArray array, Shape shape, String what) {
        if (array == null || !shape.matches(array, binding.rows())) {
            throw new IllegalArgumentException(
                    "Expected " + Arrays.toString(shape.toArrayShape(binding.rows())) + " at " + what + node.name()
                            + ", but got " + (array == null ? "null" : Arrays.toString(array.shape())));
        }
        return Layout.rowMajor(array, binding.type());
    }

    private static Memory copy(INDArray array, Memory copy) {
        Memory own = copy == null ? Memory.zeros(array.dataType(), array.shape()) : copy;
        Memory from = Memory.of(array);
        own.copy(0, from, 0, from.length());
        return own;
    }
}
