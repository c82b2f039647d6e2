package dev.inercia.nn;

import dev.inercia.nn.layer.ByExample;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Sweep;
import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Wraps a bound layer in a pass. It ensures that inputs, outputs and gradients have the declared shape, are row-major
 * and are not overwritten while they are needed, because custom layers may return any array. It checks each array only
 * once.
 */
final class CheckedLayer implements Layer.Bound {

    private final Layer.Bound bound;
    private final LayerBinding binding;
    private final LayerTree node;
    private final MemoryPlan plan;
    private final boolean wantsInputGradient;
    private final boolean isCalledBack;
    private final Seen input = new Seen();
    private final Seen output = new Seen();
    private final Seen outputGradient = new Seen();
    private final Seen inputGradient = new Seen();
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

    /** True if the output is lost: the next layer overwrote it in place, or computes it again. */
    boolean isOutputLost() {
        return binding.isOutputLost();
    }

    /** True if the output is not computed, but by the layer that reads it. */
    boolean isComputedAgain() {
        return !binding.neighbours().isOutputKept();
    }

    String name() {
        return node.name();
    }

    /** The output for the last batch, valid unless other layers share its memory; null before the first. */
    INDArray output() {
        return output.array();
    }

    @Override
    public INDArray forward(INDArray x) {
        accept(x);
        INDArray y = bound.forward(input.array());
        if (!output.is(y)) {
            INDArray checked = checked(y, node.output(), "the output of ");
            if (checked == y && plan.mustBeCopied(y, binding.place(), Place.Kind.OUTPUT)) {
                outputCopy = copy(y, outputCopy);
                checked = outputCopy.array();
            }
            output.set(checked);
        }
        return output.array();
    }

    /** An input of this many rows, converted if necessary. */
    INDArray checkedInput(INDArray x, int rows) {
        return checked(x, node.input(), "the input of ", rows);
    }

    private void accept(INDArray x) {
        if (!input.is(x)) {
            input.set(checked(x, node.input(), "the input of "));
        }
    }

    @Override
    public INDArray backward(INDArray dy) {
        if (!isCalledBack) {
            return null;
        }
        acceptGradient(dy);
        INDArray dx = bound.backward(outputGradient.array());
        if (!wantsInputGradient) {
            return null;
        }
        if (!inputGradient.is(dx)) {
            INDArray checked = checked(dx, node.input(), "the input gradient of ");
            if (checked == dx && plan.mustBeCopied(dx, binding.place(), Place.Kind.INPUT_GRADIENT)) {
                inputGradientCopy = copy(dx, inputGradientCopy);
                checked = inputGradientCopy.array();
            }
            inputGradient.set(checked);
        }
        return inputGradient.array();
    }

    private void acceptGradient(INDArray dy) {
        if (!outputGradient.is(dy)) {
            outputGradient.set(checked(dy, node.output(), "the output gradient of "));
        }
        // The backward pass reads these, and the caller or a custom layer may have closed them.
        input.requireOpen();
        output.requireOpen();
    }

    /** True if the backward pass calls this layer. */
    boolean isCalledBack() {
        return isCalledBack;
    }

    /** The checked forward sweep of a layer that is taken example by example. */
    Sweep forwardSweep() {
        Sweep sweep = byExample().forward();
        return new CheckedSweep(sweep, x -> {
            accept(x);
            INDArray y = sweep.begin(input.array());
            if (!output.is(y)) {
                output.set(requireOwn(y, node.output(), "the output of ", Place.Kind.OUTPUT));
            }
            return y;
        });
    }

    /** The checked backward sweep of a layer that is taken example by example. */
    Sweep backwardSweep() {
        Sweep sweep = byExample().backward();
        return new CheckedSweep(sweep, dy -> {
            acceptGradient(dy);
            INDArray dx = sweep.begin(outputGradient.array());
            if (!wantsInputGradient) {
                return null;
            }
            if (!inputGradient.is(dx)) {
                inputGradient.set(requireOwn(dx, node.input(), "the input gradient of ", Place.Kind.INPUT_GRADIENT));
            }
            return dx;
        });
    }

    private ByExample byExample() {
        if (bound instanceof ByExample layer) {
            return layer;
        }
        throw new IllegalStateException(
                node.name() + " declares the sweeping " + node.layer().sweeping()
                        + ", so its bind must return a ByExample, but returned a "
                        + bound.getClass().getSimpleName());
    }

    /** Checks the array before it is computed: it cannot be converted or copied afterwards. */
    private INDArray requireOwn(INDArray array, Shape shape, String what, Place.Kind kind) {
        if (checked(array, shape, what) != array || plan.mustBeCopied(array, binding.place(), kind)) {
            throw new IllegalStateException("Expected an array from the binding at " + what + node.name()
                    + ", which is taken example by example: return what binding.output(), outputInPlace(),"
                    + " inputGradient() or inputGradientInPlace() returned");
        }
        return array;
    }

    /** The array, or a converted copy, which is a new array each time. */
    private INDArray checked(INDArray array, Shape shape, String what) {
        return checked(array, shape, what, binding.rows());
    }

    private INDArray checked(INDArray array, Shape shape, String what, int rows) {
        if (array == null || !shape.matches(array, rows)) {
            throw new IllegalArgumentException("Expected " + Arrays.toString(shape.toArrayShape(rows)) + " at " + what
                    + node.name() + ", but got " + (array == null ? "null" : Arrays.toString(array.shape())));
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
