package dev.inercia.nn.loss;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How far a network's predictions are from the targets, as one number, and its gradient.
 *
 * <p>A loss that is fused with an output activation sees the network's logits; all others see its activated outputs,
 * and the network carries the gradient through its activation. So the numerically unstable form, a logarithm of a
 * softmax, cannot be written. Implementations are records. To write one as plain loops, implement {@link RowLoss}; in
 * ND4J calls, this interface.
 */
public interface Loss {

    /** The output activation that this loss computes together with itself, if any: the network must end in it. */
    default Optional<Activation> fusedWith() {
        return Optional.empty();
    }

    /**
     * Refuses outputs that the loss does not apply to, before anything is bound; by default any will do.
     *
     * @param outputs the shape of the network's output for one example
     * @throws IllegalArgumentException naming what it needs and what came
     */
    default void requireFits(Shape outputs) {}

    /**
     * Refuses target values outside the loss's domain; by default there is none. Asked once for every row of the data that
     * is given to a trainer, not in every step.
     *
     * @param row the targets of one row of outputs
     * @throws IllegalArgumentException naming what it needs and what came
     */
    default void requireTargets(double[] row) {}

    /**
     * Binds the loss to a batch size.
     *
     * @param rows examples in a batch
     * @param outputs the shape of the network's output for one example
     */
    Bound bind(int rows, Shape outputs, DataType type);

    /**
     * For losses in ND4J calls: the part that each row has in the mean, {@code w / sum(w)}, or {@code 1 / rows} without
     * weights; all 0 if the weights are.
     *
     * @param weights as {@link Bound#apply} has them
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

    /** A loss bound to a batch size, owning what it needs. For one thread. */
    interface Bound {

        /**
         * The loss of a batch: {@code sum(w l) / sum(w)} over the rows of the prediction, which are all its axes but the
         * last; 0, with a gradient of 0, if no row has a weight.
         *
         * @param prediction logits for a fused loss, activated outputs otherwise, {@code [rows, ...]}; read
         * @param target class indices, shaped like the prediction without its last axis, or values shaped like the
         *     prediction; read
         * @param weights how much each row of the prediction counts, at least 0, or null if all count alike; read
         * @param gradient shaped like the prediction; overwritten by dL/dprediction
         * @return the loss, averaged over the batch as the implementation says
         */
        double apply(INDArray prediction, INDArray target, double[] weights, INDArray gradient);
    }
}
