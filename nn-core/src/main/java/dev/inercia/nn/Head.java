package dev.inercia.nn;

import dev.inercia.nn.activation.BoundActivation;
import dev.inercia.nn.activation.TargetScale;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The top of a pass: the network's output activation and, unless the pass only predicts, a loss. */
final class Head {

    private final BoundActivation activation;
    private final Memory logits = Memory.create();
    private final Memory activated;
    /** True if the loss takes the logits instead of the activated outputs. */
    private final boolean seesLogits;
    /** Null if the loss takes the targets unchanged. */
    private final ScaledTargets scaledTargets;

    private final Loss.Bound loss;
    private final Memory lossGradient;
    private final Memory logitGradient;
    /** True if the loss gradient belongs to the last batch. */
    private boolean hasLoss;

    /**
     * Binds the output activation and the loss.
     *
     * @param loss null for predictions
     * @throws IllegalArgumentException if the loss does not fit the network's output
     */
    Head(Network network, int rows, Loss loss, boolean training) {
        Architecture architecture = network.architecture();
        Shape output = architecture.outputShape();
        DataType type = architecture.type();
        long[] shape = output.toArrayShape(rows);
        activation = BoundActivation.of(architecture.output(), rows, output, type, training);
        activated = Memory.zeros(type, shape);
        if (loss != null) {
            network.requireFits(loss);
        }
        scaledTargets = loss != null && architecture.output() instanceof TargetScale scale
                ? new ScaledTargets(scale, rows, output, type)
                : null;
        seesLogits = scaledTargets != null || loss != null && loss.fusedWith().isPresent();
        this.loss = loss == null ? null : loss.bind(rows, output, type);
        lossGradient = loss == null ? null : Memory.zeros(type, shape);
        logitGradient = seesLogits || loss == null ? lossGradient : Memory.zeros(type, shape);
    }

    /** Invalidates the last loss, because a new batch begins. */
    void reset() {
        hasLoss = false;
    }

    /** Sets the logits of the current batch. */
    void at(INDArray output) {
        logits.at(output);
    }

    void requireForward() {
        if (logits.array() == null) {
            throw new IllegalStateException("This pass has seen no batch yet: call loss(x, targets) first");
        }
    }

    void requireLoss() {
        if (loss == null) {
            throw new IllegalStateException("This pass only predicts: make it with Pass.evaluating or Pass.training");
        }
    }

    INDArray outputs() {
        requireForward();
        activation.forward(logits, null, activated);
        return activated.array();
    }

    double loss(INDArray targets, double[] weights) {
        INDArray compared = scaledTargets == null ? targets : scaledTargets.of(targets);
        double value = loss.apply(seesLogits ? logits.array() : outputs(), compared, weights, lossGradient.array());
        hasLoss = true;
        return value;
    }

    /** dL/dlogits for the last loss. */
    INDArray backward() {
        requireForward();
        if (!hasLoss) {
            throw new IllegalStateException(
                    "This pass has predicted since its last loss: call loss(x, targets) again before backward()");
        }
        return seesLogits
                ? lossGradient.array()
                : activation
                        .backward(activated, lossGradient, logitGradient, null)
                        .array();
    }
}
