package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a layer is told when it is bound, and where it gets its parameters, its memory and its children.
 *
 * <p><b>Memory.</b> A layer may make its own arrays, or ask for {@link #output()}, {@link #inputGradient()} and
 * {@link #scratch} when it is bound. What it asks for shares memory with arrays of other layers that are never needed at
 * the same time; no number depends on that. The rules:
 *
 * <ul>
 *   <li>An output lasts until the backward call when training, otherwise until the next layer is done.
 *   <li>An input gradient lasts until the layer before has gone back.
 *   <li>Scratch is for one call: what it holds at the beginning of a call is anything.
 *   <li>All of it begins at zero and is written by the layer alone; nothing that has to last is kept in it.
 * </ul>
 *
 * <p>A layer that computes every element (or row) of its result from the same element (or row) of what it is given, and
 * does not look at that again, asks for {@link #outputInPlace()} and {@link #inputGradientInPlace()}, which may be the
 * memory of what it is given. A layer that hands on an array as it was given, or one of a child, need not do anything:
 * the pass copies it where it would be overwritten.
 */
public interface Binding {

    /** Examples in a batch. */
    int rows();

    /** The shape of one example's input. */
    Shape input();

    /** FLOAT or DOUBLE: the type of every array. */
    DataType type();

    /** Whether this is for training; otherwise for prediction, and there will be no backward call. */
    boolean training();

    /** Whether anybody wants the input gradient: nobody does if nothing below this layer is trained. */
    boolean wantsInputGradient();

    /** Whether anybody wants the gradients of this layer's own parameters: nobody does if all of them are frozen. */
    boolean wantsParameterGradients();

    /** One of the layer's own trained parameters, by the name it declared; a view that later updates show in. */
    INDArray parameter(String name);

    /** Where that parameter's gradient goes. Only where {@link #wantsParameterGradients()}. */
    INDArray gradient(String name);

    /**
     * What this layer keeps without training it, a parameter of {@link dev.inercia.nn.tensor.Role#BUFFER}: while training
     * what the batch before left, otherwise what the network has. Only to be read.
     */
    INDArray buffer(String name);

    /**
     * Where a training batch leaves that buffer's value for the next one, the same value until it is written. It becomes
     * the network's when the gradient step is taken, and is dropped when the step is refused.
     *
     * @throws IllegalStateException if this is not for training
     */
    INDArray nextBuffer(String name);

    /** This layer's chance, to be asked while training, in forward and backward calls. */
    Chance chance();

    /** Memory for the output, {@code [rows, output...]}; always the same array. */
    INDArray output();

    /** As {@link #output()}, but possibly the memory of the input, which is then overwritten with it. */
    INDArray outputInPlace();

    /**
     * Memory for the input gradient, {@code [rows, input...]}; always the same array.
     *
     * @throws IllegalStateException if nobody {@link #wantsInputGradient()}
     */
    INDArray inputGradient();

    /** As {@link #inputGradient()}, but possibly the memory of the output gradient, which is then overwritten with it. */
    INDArray inputGradientInPlace();

    /** Memory of any shape for use within a forward or backward call; another array each time. */
    INDArray scratch(long... shape);

    /**
     * Whether anything is trained in one of the children. If not, and if its input gradient is not wanted either, its
     * backward call does nothing and gives null.
     */
    boolean isTrained(String child);

    /**
     * Binds a child. Its input gradient is computed if this layer's own is wanted, if any of this layer's own parameters
     * is trained, or anything in a child declared before it.
     *
     * @param child the name it was declared by
     * @return the child; what it is given is checked and brought into the layout that layers expect
     */
    Layer.Bound bind(String child);

    /**
     * Binds a child whose input gradient is wanted or not as this layer says: for children side by side, where those
     * before it are not below it.
     */
    Layer.Bound bind(String child, boolean wantsInputGradient);

    /**
     * Binds children one after the other, each on the output of the one before, as one.
     *
     * @param children their names, from input to output, at least one
     */
    Layer.Bound chain(String... children);
}
