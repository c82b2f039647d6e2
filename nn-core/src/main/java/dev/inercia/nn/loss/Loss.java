package dev.inercia.nn.loss;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures how far predictions are from targets, as one number, and computes the gradient.
 *
 * <p>A loss that is fused with an output activation receives the network's logits. Any other loss receives the
 * activated outputs, and the network propagates the gradient through the activation. This rules out the numerically
 * unstable logarithm of a softmax. Implementations are records. Implement {@link RowLoss} for plain loops, or this
 * interface for ND4J calls.
 */
public interface Loss {

    /** The output activation that this loss is fused with, if any; the network must end in it. */
    default Optional<Activation> fusedWith() {
        return Optional.empty();
    }

    /**
     * Refuses output shapes that the loss does not support; by default accepts all. Called before anything is bound.
     *
     * @param outputs the shape of the network's output for one example
     * @throws IllegalArgumentException naming what was expected and what came
     */
    default void requireFits(Shape outputs) {}

    /**
     * Refuses target values outside the domain of the loss; by default accepts all. Called once for every row of the
     * training data, not in every step.
     *
     * @param row the targets of one row of outputs
     * @throws IllegalArgumentException naming what was expected and what came
     */
    default void requireTargets(double[] row) {}

    /**
     * Binds the loss to a batch size.
     *
     * @param rows the number of examples in a batch
     * @param outputs the shape of the network's output for one example
     */
    Bound bind(int rows, Shape outputs, DataType type);

    /**
     * For losses in ND4J calls: the share of each row in the mean, {@code w / sum(w)}, or {@code 1 / rows} without
     * weights; 0 if all weights are 0.
     *
     * @param weights as in {@link Bound#apply}
     * @return {@code [rows, 1]}, a new array
     */
    static INDArray shares(double[] weights, int rows, DataType type) {
        double[] shares = weights == null ? new double[rows] : weights.clone();
        if (weights == null) {
            Arrays.fill(shares, 1);
        }
        double total = Arrays.stream(shares).sum();
        return Nd4j.createFromArray(shares)
                .divi(total == 0 ? 1 : total)
                .castTo(type)
                .reshape(rows, 1);
    }

    /** A loss bound to a batch size, with its buffers. For one thread. */
    interface Bound {

        /**
         * Computes the loss of a batch, {@code sum(w l) / sum(w)} over the rows of the prediction (all axes but the
         * last). If all weights are 0, the loss and the gradient are 0.
         *
         * @param prediction logits for a fused loss, activated outputs otherwise, {@code [rows, ...]}; read
         * @param target class indices, shaped like the prediction without its last axis, or values shaped like the
         *     prediction; read
         * @param weights how much each row of the prediction counts, at least 0, or null if all count alike; read
         * @param gradient shaped like the prediction; overwritten with dL/dprediction
         * @return the loss, averaged over the batch as the implementation documents
         */
        double apply(INDArray prediction, INDArray target, double[] weights, INDArray gradient);
    }
}
