package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The context a layer is bound in: shapes and types, and access to its parameters, memory and children.
 *
 * <p><b>Memory.</b> A layer may allocate its own arrays, or request {@link #output()}, {@link #inputGradient()} and
 * {@link #scratch} when it is bound. Requested arrays share memory with arrays of other layers that are never needed at
 * the same time; results do not depend on it. The rules:
 *
 * <ul>
 *   <li>An output is valid until the backward call when training, otherwise until the next layer is done.
 *   <li>An input gradient is valid until the previous layer's backward call is done.
 *   <li>Scratch is valid for one call; its contents at the start of a call are undefined.
 *   <li>Arrays start at zero. Only the layer writes them, and it must not keep anything longer-lived in them.
 * </ul>
 *
 * <p>A layer that computes every element (or row) of its result from the same element (or row) of its argument, and
 * does not read the argument again, requests {@link #outputInPlace()} and {@link #inputGradientInPlace()}, which may be
 * the memory of the argument. A layer that returns its argument or a child's array unchanged need not do anything: the
 * pass copies the array if it would be overwritten.
 */
public interface Binding {

    /**
     * The number of examples in a batch. When predicting, it may be a part of the pass's: a {@link ByExample} then takes
     * several such parts one after the other, and some examples twice.
     */
    int rows();

    /**
     * The number of threads that share the examples of a batch, for a {@link ByExample}: thread i takes those from
     * {@code Cores.from(rows(), i, parts())} on.
     */
    int parts();

    /** The shape of one example's input. */
    Shape input();

    /** FLOAT or DOUBLE: the type of every array. */
    DataType type();

    /** True for training; false for prediction, without a backward call. */
    boolean training();

    /** True if the input gradient is needed; false if nothing below this layer is trained. */
    boolean wantsInputGradient();

    /** True if the gradients of this layer's own parameters are needed; false if all of them are frozen. */
    boolean wantsParameterGradients();

    /** One of the layer's own trained parameters, by its declared name; a view, so later updates are visible in it. */
    INDArray parameter(String name);

    /** The array to write that parameter's gradient to. Only if {@link #wantsParameterGradients()}. */
    INDArray gradient(String name);

    /**
     * A buffer of this layer, a parameter with {@link dev.inercia.nn.tensor.Role#BUFFER}, which is not trained: when
     * training, the value left by the previous batch, otherwise the network's. Read-only.
     */
    INDArray buffer(String name);

    /**
     * The weight of a training batch in a running average: {@code momentum}, or 1 / n for the n-th batch while running
     * averages are computed anew, for weights that are averages of trained ones. Ask in each forward call.
     *
     * @param momentum the weight while training, in (0, 1]
     */
    default double runningShare(double momentum) {
        return momentum;
    }

    /**
     * The array to which a training batch writes that buffer's value for the next batch; unchanged until written. The
     * network gets it when the gradient step is taken; if the step is refused, it is dropped.
     *
     * @throws IllegalStateException if this is not for training
     */
    INDArray nextBuffer(String name);

    /** What this layer can arrange with those before and after it in a sequence; by default nothing. */
    default Neighbours neighbours() {
        return Neighbours.NONE;
    }

    /** This layer's source of random numbers, for use in forward and backward calls when training. */
    Chance chance();

    /** Memory for the output, {@code [rows, output...]}; always the same array. */
    INDArray output();

    /** As {@link #output()}, but possibly in the memory of the input, which is then overwritten. */
    INDArray outputInPlace();

    /**
     * Declares that the backward call does not read the output, so the next layer may overwrite it in training, too.
     */
    default void releaseOutput() {}

    /**
     * Memory for the input gradient, {@code [rows, input...]}; always the same array.
     *
     * @throws IllegalStateException if {@link #wantsInputGradient()} is false
     */
    INDArray inputGradient();

    /** As {@link #inputGradient()}, but possibly in the memory of the output gradient, which is then overwritten. */
    INDArray inputGradientInPlace();

    /** Memory of any shape for use within a forward or backward call; a new array each time this is called. */
    INDArray scratch(long... shape);

    /**
     * True if anything is trained in this child. If not, and if its input gradient is not needed either, its backward
     * call does nothing and returns null.
     */
    boolean isTrained(String child);

    /**
     * Binds a child. Its input gradient is computed if this layer's input gradient is needed, or if any of this layer's
     * own parameters or anything in a child declared earlier is trained.
     *
     * @param child its declared name
     * @return the child; its arguments are checked and converted to the layout that layers expect
     */
    Layer.Bound bind(String child);

    /**
     * Binds a child, and says whether its input gradient is needed: for parallel children, where those declared earlier
     * are not below it.
     */
    Layer.Bound bind(String child, boolean wantsInputGradient);

    /**
     * Binds a chain of children, each applied to the output of the one before, as one.
     *
     * @param children their names, from input to output, at least one
     */
    Layer.Bound chain(String... children);
}
