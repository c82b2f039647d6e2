package dev.inercia.nn;

import dev.inercia.nn.data.Batch;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Forward and backward passes of one thread through a network, for batches of a fixed size. It owns its buffers and
 * gradients, and allocates nothing after construction. Any number of passes may share a network.
 */
public final class Pass {

    private final Architecture architecture;
    private final int rows;
    private final PassBinder binder;
    private final Layer.Bound layers;
    /** Null for predictions. */
    private final TrainingClock clock;

    private final Parameters gradients;
    private final Head head;
    private final RowWeights rowWeights;
    private double[] weights;
    private final Seen input = new Seen();

    Pass(Network network, int rows, Loss loss, TrainingClock clock, Predicate<String> isTrained, MemoryPlan memory) {
        architecture = network.architecture();
        if (rows < 1) {
            throw new IllegalArgumentException("A pass has at least 1 row, but got " + rows);
        }
        architecture.tree().requireHoldable(rows);
        MemoryNeed.require(architecture, rows, clock != null, memory.keepsEveryOutput());
        this.rows = rows;
        this.clock = clock;
        gradients = clock != null ? network.parameters().zeros() : null;
        binder = new PassBinder(network, gradients, rows, clock, isTrained, memory);
        layers = binder.bind();
        head = new Head(network, rows, loss, clock != null);
        rowWeights = new RowWeights(rows, architecture.outputShape());
    }

    /** A pass for predictions only. Its layers share memory, so {@link #output} needs {@link #inspecting} instead. */
    public static Pass predicting(Network network, int rows) {
        return predicting(
                network, rows, null, MemoryPlan.sharing(network.architecture().type()));
    }

    /** A pass for predictions that keeps the output of every layer, for {@link #output}. */
    public static Pass inspecting(Network network, int rows) {
        return predicting(
                network,
                rows,
                null,
                MemoryPlan.keepingOutputs(network.architecture().type()));
    }

    /** A pass for predictions and their loss, without parameter gradients. */
    public static Pass evaluating(Network network, int rows, Loss loss) {
        return predicting(
                network, rows, loss, MemoryPlan.sharing(network.architecture().type()));
    }

    private static Pass predicting(Network network, int rows, Loss loss, MemoryPlan memory) {
        return new Pass(network, rows, loss, null, name -> false, memory);
    }

    /**
     * A pass that trains all parameters.
     *
     * @param rows examples in a batch
     * @param seed for layers with random draws in training, such as dropout
     * @throws IllegalArgumentException if the loss does not fit the network's output
     */
    public static Pass training(Network network, int rows, Loss loss, long seed) {
        return training(network, rows, loss, seed, name -> true);
    }

    /**
     * A pass that trains some of the parameters. Layers without trained parameters compute no parameter gradients,
     * which stay 0, and the backward pass stops at the lowest layer that has trained ones.
     *
     * @param rows examples in a batch
     * @param seed for layers with random draws in training, such as dropout
     * @param isTrained true for the names of trained parameters, such as {@code 0.weight}
     * @throws IllegalArgumentException if the loss does not fit the network's output
     */
    public static Pass training(Network network, int rows, Loss loss, long seed, Predicate<String> isTrained) {
        return training(network, rows, loss, seed, isTrained, null);
    }

    /**
     * A pass that computes some of the batches of each gradient step; call {@link #at} before each one.
     *
     * @param statistics shared by all passes of a training; null for a pass on its own, where {@link #at} is optional
     */
    public static Pass training(
            Network network,
            int rows,
            Loss loss,
            long seed,
            Predicate<String> isTrained,
            RunningStatistics statistics) {
        TrainingClock clock = new TrainingClock(network, seed, statistics);
        return new Pass(
                network,
                rows,
                loss,
                clock,
                isTrained,
                MemoryPlan.training(network.architecture().type()));
    }

    /** Examples in a batch. */
    public int rows() {
        return rows;
    }

    /**
     * Sets the batch to compute next. Random draws of layers depend on it, and so do the running statistics they
     * continue from. Without any call, a pass counts one step per {@link #backward()}.
     *
     * @param step the gradient step, from 0 on
     * @param batch the batch within that step, from 0 on
     * @throws IllegalStateException if this pass was not made for training
     */
    public void at(long step, int batch) {
        requireTraining();
        clock.at(step, batch);
    }

    private void requireTraining() {
        if (clock == null) {
            throw new IllegalStateException("This pass has no gradients: make it with Pass.training");
        }
    }

    /** The gradients that {@link #backward()} writes, in the layout of the network's parameters. */
    public Parameters gradients() {
        return gradients;
    }

    /**
     * Computes the outputs before the output activation.
     *
     * @param x {@code [rows, input...]}, of the network's data type, row by row in memory
     * @return {@code [rows, output...]}, valid until the next call
     */
    public INDArray logits(INDArray x) {
        head.reset();
        if (!input.is(x)) {
            input.set(accept(x));
        }
        if (clock != null) {
            clock.forward();
        }
        return layers.forward(input.array());
    }

    /** Checks a new input array, and brings it into row-major order. */
    private INDArray accept(INDArray x) {
        if (!architecture.input().matches(x, rows)) {
            throw new IllegalArgumentException(
                    "Expected " + Arrays.toString(architecture.input().toArrayShape(rows)) + " at the input of "
                            + architecture.layerName(0) + ", but got " + Arrays.toString(x.shape()));
        }
        if (x.dataType() != architecture.type()) {
            throw new IllegalArgumentException("Expected " + architecture.type() + " at the input of "
                    + architecture.layerName(0) + ", but got " + x.dataType() + ": convert it with castTo");
        }
        return Layout.rowMajor(x, architecture.type());
    }

    /**
     * Computes the outputs.
     *
     * @param x as in {@link #logits}
     * @return {@code [rows, output...]}, valid until the next call
     */
    public INDArray predict(INDArray x) {
        head.at(logits(x));
        return head.outputs();
    }

    /**
     * The output of a top-level layer for the last batch, after its activation.
     *
     * @param layer its index, from 0 on
     * @return {@code [rows, output of that layer...]}, valid until the next call
     * @throws IllegalStateException if no batch was seen, or if this pass keeps no outputs
     */
    public INDArray output(int layer) {
        return output(String.valueOf(layer));
    }

    /**
     * The output of a layer for the last batch, after its activation.
     *
     * @param path as in {@code 2.body.0}
     * @return {@code [rows, output of that layer...]}, valid until the next call
     * @throws IllegalStateException if no batch was seen, or if this pass keeps no outputs
     * @throws IllegalArgumentException if there is no such layer; the message lists all paths
     */
    public INDArray output(String path) {
        head.requireForward();
        if (!binder.memory().keepsOutputs()) {
            throw new IllegalStateException("This pass keeps no layer's output, layers share their memory: make it with"
                    + " Pass.inspecting or Pass.training");
        }
        CheckedLayer layer = binder.layer(path)
                .orElseThrow(() -> new IllegalArgumentException("There is no layer '" + path + "'; there are "
                        + binder.layers().stream()
                                .map(CheckedLayer::path)
                                .sorted()
                                .toList()));
        if (layer.isOutputLost()) {
            throw new IllegalStateException(
                    "The output of " + layer.name() + " is not kept: when training, the layer after it overwrites"
                            + " it or computes it again. Make the pass with Pass.inspecting");
        }
        return layer.output();
    }

    /**
     * The outputs for the last batch given to {@link #loss}, valid until the next call.
     *
     * @throws IllegalStateException if there was none
     */
    public INDArray outputs() {
        return head.outputs();
    }

    /**
     * Computes the loss of a batch, forward only; {@link #backward()} may follow.
     *
     * @param x as in {@link #logits}
     * @param targets class indices, shaped like the output without its last axis, or values {@code [rows, output...]}
     * @throws IllegalStateException if this pass was made without a loss
     */
    public double loss(INDArray x, INDArray targets) {
        return loss(x, targets, null);
    }

    /** As {@link #loss(INDArray, INDArray)}, with the weights and lengths of the batch. */
    public double loss(Batch batch) {
        return loss(batch.features(), batch.targets(), rowWeights(batch));
    }

    /** The total weight of the last loss, which is a weighted mean; the number of rows if unweighted. */
    public double weight() {
        return rowWeights.sum(weights);
    }

    /** One weight per row of the output, valid until the next call; null if unweighted. */
    double[] rowWeights(Batch batch) {
        return rowWeights.of(batch);
    }

    private double loss(INDArray x, INDArray targets, double[] weights) {
        head.requireLoss();
        head.at(logits(x));
        this.weights = weights;
        return head.loss(targets, weights);
    }

    /**
     * Computes the gradients of the last {@link #loss}, overwriting the previous ones. A pass with its own running
     * statistics also commits those of the batch to the network.
     *
     * @throws IllegalStateException if this pass was not made for training, has seen no batch, or has predicted since
     *     the last loss
     */
    public void backward() {
        requireTraining();
        INDArray gradient = head.backward();
        input.requireOpen();
        layers.backward(gradient);
        clock.backward();
    }

    /**
     * The origin of the first non-finite number in the last step: the input, a layer's output, or a gradient, searched
     * from the top layer down; empty if all are finite. Slow; for error messages only.
     */
    public Optional<String> firstNonFinite() {
        List<CheckedLayer> kept = binder.memory().keepsOutputs() ? binder.layers() : List.of();
        return NonFinite.first(architecture, input.array(), kept, gradients);
    }
}
