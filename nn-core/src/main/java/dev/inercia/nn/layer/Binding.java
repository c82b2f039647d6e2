package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a layer is told when it is bound, and where it gets its parameters, its memory and its children. */
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
