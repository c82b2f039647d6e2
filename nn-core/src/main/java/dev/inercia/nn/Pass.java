package dev.inercia.nn;

import dev.inercia.nn.activation.BoundActivation;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One thread's way through a network, forward and back, for batches of a fixed size: it owns the buffers and the
 * gradients, and makes nothing once it is made. Any number of passes share a network.
 */
public final class Pass {

    private final Architecture architecture;
    private final List<Shape> shapes;
    private final int rows;
    private final Layer.Bound[] layers;
    /** The lowest layer with trained parameters, whose backward call ends the way back. */
    private final int lowest;

    private final INDArray[] outputs;
    private final Parameters gradients;
    private final BoundActivation activation;
    private final Memory logits = Memory.create();
    private final Memory activated;
    private final boolean isFused;
    private final Loss.Bound loss;
    private final Memory lossGradient;
    private final Memory logitGradient;
    private INDArray input;
    /** Whether the loss gradient is that of the batch last seen. */
    private boolean hasLoss;

    /** What a pass is for. */
    private enum Mode {
        PREDICT,
        TRAIN
    }

    private Pass(Network network, int rows, Loss loss, Mode mode, long seed, Predicate<String> isTrained) {
        architecture = network.architecture();
        shapes = architecture.shapes();
        if (rows < 1) {
            throw new IllegalArgumentException("A pass has at least 1 row, but got " + rows);
        }
        this.rows = rows;
        boolean training = mode == Mode.TRAIN;
        gradients = training ? network.parameters().zeros() : null;
        int count = architecture.layers().size();
        layers = new Layer.Bound[count];
        outputs = new INDArray[count];
        int trained = count;
        for (int i = 0; i < count; i++) {
            boolean isLayerTrained = training && isTrained(network.parameters(), i, isTrained);
            LayerBinding binding = new LayerBinding(
                    network, gradients, i, rows, shapes.get(i), training && trained < i, isLayerTrained, seed);
            layers[i] = architecture.layers().get(i).bind(binding);
            if (trained == count && isLayerTrained) {
                trained = i;
            }
        }
        lowest = trained;
        Shape output = architecture.outputShape();
        DataType type = architecture.type();
        activation = new BoundActivation(architecture.output(), rows, output.size(), type, training);
        activated = Memory.zeros(type, output.toArrayShape(rows));
        if (loss == null) {
            this.loss = null;
            isFused = false;
            lossGradient = null;
            logitGradient = null;
        } else {
            network.requireFits(loss);
            isFused = loss.fusedWith().isPresent();
            this.loss = loss.bind(rows, output, type);
            lossGradient = Memory.zeros(type, output.toArrayShape(rows));
            logitGradient = isFused ? lossGradient : Memory.zeros(type, output.toArrayShape(rows));
        }
    }

    private static boolean isTrained(Parameters parameters, int layer, Predicate<String> isTrained) {
        return parameters.segments().stream()
                .anyMatch(segment -> segment.isTrained() && segment.layer() == layer && isTrained.test(segment.name()));
    }

    /** A pass for predictions only. */
    public static Pass predicting(Network network, int rows) {
        return new Pass(network, rows, null, Mode.PREDICT, 0, name -> false);
    }

    /** A pass for predictions and their loss, without gradients of parameters. */
    public static Pass evaluating(Network network, int rows, Loss loss) {
        return new Pass(network, rows, loss, Mode.PREDICT, 0, name -> false);
    }

    /**
     * A pass for training.
     *
     * @param rows examples in a batch
     * @param seed for layers that draw while they compute, such as dropout
     * @throws IllegalArgumentException if the loss does not fit the network's output
     */
    public static Pass training(Network network, int rows, Loss loss, long seed) {
        return training(network, rows, loss, seed, name -> true);
    }

    /**
     * A pass for training some of the parameters: the gradients of layers that have none of these are not computed, and
     * stay 0; nor is the way back below the lowest layer that has.
     *
     * @param rows examples in a batch
     * @param seed for layers that draw while they compute, such as dropout
     * @param isTrained which parameters are trained, by names such as {@code 0.weight}
     * @throws IllegalArgumentException if the loss does not fit the network's output
     */
    public static Pass training(Network network, int rows, Loss loss, long seed, Predicate<String> isTrained) {
        return new Pass(network, rows, loss, Mode.TRAIN, seed, isTrained);
    }

    /** Examples in a batch. */
    public int rows() {
        return rows;
    }

    /** The gradients that {@link #backward()} writes, laid out as the network's parameters. */
    public Parameters gradients() {
        return gradients;
    }

    /**
     * The outputs before the output activation.
     *
     * @param x {@code [rows, input...]}, of the network's data type, row by row in memory
     * @return {@code [rows, output...]}, valid until the next call
     */
    public INDArray logits(INDArray x) {
        hasLoss = false;
        INDArray y = x == input ? x : accept(x);
        input = y;
        for (int i = 0; i < layers.length; i++) {
            INDArray output = layers[i].forward(y);
            if (output == null || output != outputs[i]) {
                requireShape(output, shapes.get(i + 1), "the output of ", i);
                outputs[i] = Layout.rowMajor(output, architecture.type());
            }
            y = outputs[i];
        }
        return y;
    }

    /** An input not seen before: checked, and row by row. */
    private INDArray accept(INDArray x) {
        requireShape(x, shapes.get(0), "the input of ", 0);
        if (x.dataType() != architecture.type()) {
            throw new IllegalArgumentException("Expected " + architecture.type() + " at the input of "
                    + architecture.layerName(0) + ", but got " + x.dataType() + ": convert it with castTo");
        }
        return Layout.rowMajor(x, architecture.type());
    }

    private void requireForward() {
        if (logits.array() == null) {
            throw new IllegalStateException("This pass has seen no batch yet: call loss(x, targets) first");
        }
    }

    private void requireShape(INDArray array, Shape shape, String what, int layer) {
        if (array == null || !shape.matches(array, rows)) {
            throw new IllegalArgumentException("Expected " + Arrays.toString(shape.toArrayShape(rows)) + " at " + what
                    + architecture.layerName(layer) + ", but got "
                    + (array == null ? "null" : Arrays.toString(array.shape())));
        }
    }

    /**
     * The outputs.
     *
     * @param x as in {@link #logits}
     * @return {@code [rows, output...]}, valid until the next call
     */
    public INDArray predict(INDArray x) {
        logits.at(logits(x));
        return outputs();
    }

    /**
     * What a layer gave for the batch last seen, its activation applied.
     *
     * @param layer its index, from 0 on
     * @return {@code [rows, output of that layer...]}, valid until the next call
     * @throws IllegalStateException if no batch was seen
     */
    public INDArray output(int layer) {
        requireForward();
        return outputs[layer];
    }

    /**
     * The outputs for the batch last seen by {@link #loss}, valid until the next call.
     *
     * @throws IllegalStateException if there was none
     */
    public INDArray outputs() {
        requireForward();
        activation.forward(logits, null, activated);
        return activated.array();
    }

    /**
     * The loss of a batch, forward only; {@link #backward()} can follow.
     *
     * @param x as in {@link #logits}
     * @param targets class indices {@code [rows]}, or values {@code [rows, output...]}
     * @throws IllegalStateException if this pass was made without a loss
     */
    public double loss(INDArray x, INDArray targets) {
        if (loss == null) {
            throw new IllegalStateException("This pass only predicts: make it with Pass.evaluating or Pass.training");
        }
        logits.at(logits(x));
        double value = loss.apply(isFused ? logits.array() : outputs(), targets, lossGradient.array());
        hasLoss = true;
        return value;
    }

    /**
     * Overwrites the gradients by those of the last {@link #loss}.
     *
     * @throws IllegalStateException if this pass was not made for training, has seen no batch, or has predicted another
     *     since
     */
    public void backward() {
        if (gradients == null) {
            throw new IllegalStateException("This pass has no gradients: make it with Pass.training");
        }
        requireForward();
        if (!hasLoss) {
            throw new IllegalStateException(
                    "This pass has predicted since its last loss: call loss(x, targets) again before backward()");
        }
        INDArray d = isFused
                ? lossGradient.array()
                : activation
                        .backward(activated, lossGradient, logitGradient, null)
                        .array();
        for (int i = layers.length - 1; i >= lowest; i--) {
            d = layers[i].backward(d);
            if (i > lowest) {
                requireShape(d, shapes.get(i), "the input gradient of ", i);
                d = Layout.rowMajor(d, architecture.type());
            }
        }
    }

    /**
     * Where the first number that is not finite arose in the last step: in the input, a layer's output, or, from the
     * top down, a gradient. For the message when training has to stop; it takes its time.
     */
    public Optional<String> firstNonFinite() {
        if (input != null && !Memory.of(input).isFinite()) {
            return Optional.of("the input");
        }
        for (int i = 0; i < outputs.length; i++) {
            if (outputs[i] != null && !Memory.of(outputs[i]).isFinite()) {
                return Optional.of("the output of " + architecture.layerName(i));
            }
        }
        if (gradients != null) {
            List<Segment> segments = gradients.segments();
            for (int i = segments.size() - 1; i >= 0; i--) {
                Segment segment = segments.get(i);
                if (segment.isTrained()
                        && !Memory.of(gradients.get(segment.name())).isFinite()) {
                    return Optional.of(
                            "the gradient of " + segment.name() + " of " + architecture.layerName(segment.layer()));
                }
            }
        }
        return Optional.empty();
    }
}
