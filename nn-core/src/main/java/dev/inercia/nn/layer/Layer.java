package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a layer is: which shape comes out for what goes in, which parameters and which layers within it that takes, and
 * how to compute it.
 *
 * <p>Implementations are records whose components are the configuration: that is what a model file keeps. A layer holds
 * no arrays; {@link #bind} gives one thread's computation, which does. One of your own is one record, in plain ND4J
 * calls if you like; it may allocate, which only costs that layer its speed.
 *
 * <p>A layer made of other layers declares them as {@link #children}. Their parameters, names, place in a model file and
 * rows of the summary follow from that, as does which of them are trained.
 */
public interface Layer {

    /**
     * The shape of one example's output.
     *
     * @param input the shape of one example's input
     * @throws IllegalArgumentException if such input does not fit; the network adds which layer it is
     */
    Shape output(Shape input);

    /** The parameters that it needs for such input, in order, without those of its children; none by default. */
    default List<Parameter> parameters(Shape input) {
        return List.of();
    }

    /**
     * The layers within this one, for such input; none by default. In the order in which data flows through them: the
     * gradient of a child's input is computed only if something before it is trained.
     */
    default List<Child> children(Shape input) {
        return List.of();
    }

    /**
     * The activation that its output comes from, or the identity: tells a diagnosis what its units do, and a network when
     * an output activation would be applied twice.
     */
    default Activation activation() {
        return new Identity();
    }

    /** Binds the layer to a batch size and to its parameters. */
    Bound bind(Binding binding);

    /** A layer bound to a batch size, owning its buffers. For one thread. */
    interface Bound {

        /**
         * The output for a batch.
         *
         * @param x {@code [rows, input...]}, row by row in memory; not to be written, valid until the backward call
         * @return {@code [rows, output...]}, valid until the next call
         */
        INDArray forward(INDArray x);

        /**
         * Overwrites this layer's parameter gradients, for the batch last seen by {@link #forward}.
         *
         * @param dy dL/doutput, row by row in memory; not to be written
         * @return dL/dinput, valid until the next call; null where {@link Binding#wantsInputGradient()} is false
         */
        INDArray backward(INDArray dy);
    }
}
