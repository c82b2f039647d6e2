package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer: its output shape for an input shape, the parameters and inner layers it needs, and its computation.
 *
 * <p>Implementations are records whose components are the configuration, which is what a model file stores. A layer
 * holds no arrays; {@link #bind} returns the computation for one thread, which does. Your own layer is one record, in
 * plain ND4J calls if you like; it may allocate, which only makes that layer slower.
 *
 * <p>A layer made of other layers declares them as {@link #children}. Their parameters, names, place in a model file
 * and rows in the summary follow from that, and so does which of them are trained.
 */
public interface Layer {

    /**
     * The shape of one example's output.
     *
     * @param input the shape of one example's input
     * @throws IllegalArgumentException if such input does not fit; the network adds the layer's name to the message
     */
    Shape output(Shape input);

    /** The parameters for this input, in order, without those of the children; none by default. */
    default List<Parameter> parameters(Shape input) {
        return List.of();
    }

    /**
     * The inner layers for this input, in the order in which data flows through them; none by default. The input
     * gradient of a child is computed only if something before it is trained.
     */
    default List<Child> children(Shape input) {
        return List.of();
    }

    /**
     * True if every child reads this layer's own input and the outputs are summed or concatenated (that of a single child
     * is added to the input); by default false: each child reads the output of the one before.
     */
    default boolean hasBranches() {
        return false;
    }

    /**
     * The activation that computes the output, or the identity. The diagnosis uses it to check the units, and the
     * network to refuse an output activation applied twice.
     */
    default Activation activation() {
        return new Identity();
    }

    /**
     * True if the input is an image {@code [height, width, channels]} or a sequence; by default false. The network
     * builder then rejects an input that looks like channels first.
     */
    default boolean expectsImages() {
        return false;
    }

    /**
     * The smallest training batch that the layer accepts, by default 1. Training rejects data whose last batch would be
     * smaller.
     */
    default int leastBatch(Shape input) {
        return 1;
    }

    /**
     * Where outputs lie during training, for the estimate of memory and for what the layer may arrange with its
     * {@link Neighbours}; by default in an array of the layer's own.
     */
    default OutputMemory outputMemory() {
        return OutputMemory.OWN;
    }

    /**
     * True if the bound layer reads such input only through {@link Neighbours#source}, where the layer before offers one; by
     * default false.
     */
    default boolean readsSource(Shape input) {
        return false;
    }

    /** How the bound layer works through a batch; by default the whole batch at once. */
    default Sweeping sweeping() {
        return Sweeping.BATCH;
    }

    /** Binds the layer to a batch size and to its parameters. */
    Bound bind(Binding binding);

    /** A layer bound to a batch size, with its buffers. For one thread. */
    interface Bound {

        /**
         * The output for a batch.
         *
         * @param x {@code [rows, input...]}, row by row in memory; must not be written; valid until the backward call
         * @return {@code [rows, output...]}, valid until the next call
         */
        INDArray forward(INDArray x);

        /**
         * Overwrites this layer's parameter gradients, for the batch last passed to {@link #forward}.
         *
         * @param dy dL/doutput, row by row in memory; must not be written
         * @return dL/dinput, valid until the next call; null if {@link Binding#wantsInputGradient()} is false
         */
        INDArray backward(INDArray dy);
    }
}
