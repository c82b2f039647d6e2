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
 * One thread's way through a network, forward and back, for batches of a fixed size: it owns the buffers and the
 * gradients, and makes nothing once it is made. Any number of passes share a network.
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
        MemoryNeed.require(architecture, rows, clock != null || memory.keepsOutputs());
        this.rows = rows;
        this.clock = clock;
        gradients = clock != null ? network.parameters().zeros() : null;
        binder = new PassBinder(network, gradients, rows, clock, isTrained, memory);
        layers = binder.bind();
        head = new Head(network, rows, loss, clock != null);
        rowWeights = new RowWeights(rows, architecture.outputShape());
    }

    /** A pass for predictions only. Its layers share memory: {@link #output} needs one made by {@link #inspecting}. */
    public static Pass predicting(Network network, int rows) {
        return predicting(
                network, rows, null, MemoryPlan.sharing(network.architecture().type()));
    }

    /** A pass for predictions that keeps what every layer gave, for {@link #output}. */
    public static Pass inspecting(Network network, int rows) {
        return predicting(
                network,
                rows,
                null,
                MemoryPlan.keepingOutputs(network.architecture().type()));
    }

    /** A pass for predictions and their loss, without gradients of parameters. */
    public static Pass evaluating(Network network, int rows, Loss loss) {
        return predicting(
                network, rows, loss, MemoryPlan.sharing(network.architecture().type()));
    }

    private static Pass predicting(Network network, int rows, Loss loss, MemoryPlan memory) {
        return new Pass(network, rows, loss, null, name -> false, memory);
    }

    /**
     * A pass for training.
     *
     * @param rows examples in a batch
     * @param seed for layers that draw while they train, such as dropout
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
     * @param seed for layers that draw while they train, such as dropout
     * @param isTrained which parameters are trained, by names such as {@code 0.weight}
     * @throws IllegalArgumentException if the loss does not fit the network's output
     */
    public static Pass training(Network network, int rows, Loss loss, long seed, Predicate<String> isTrained) {
        return training(network, rows, loss, seed, isTrained, null);
    }

    /**
     * A pass that computes some of the batches of each gradient step: has to be told which, with {@link #at}.
     *
     * @param statistics shared by all passes of a training; null for a pass by itself
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
     * Says which batch comes next. What layers draw depends on it, and so does which batch's running statistics they go
     * on from. A pass that is never told counts a step for each {@link #backward()}.
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
        head.reset();
        if (!input.is(x)) {
            input.set(accept(x));
        }
        if (clock != null) {
            clock.forward();
        }
        return layers.forward(input.array());
    }

    /** An input not seen before: checked, and row by row. */
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
     * The outputs.
     *
     * @param x as in {@link #logits}
     * @return {@code [rows, output...]}, valid until the next call
     */
    public INDArray predict(INDArray x) {
        head.at(logits(x));
        return head.outputs();
    }

    /**
     * What one of the network's layers gave for the batch last seen, its activation applied.
     *
     * @param layer its index, from 0 on
     * @return {@code [rows, output of that layer...]}, valid until the next call
     * @throws IllegalStateException if no batch was seen, or if this pass keeps no outputs
     */
    public INDArray output(int layer) {
        return output(String.valueOf(layer));
    }

    /**
     * What a layer gave for the batch last seen, its activation applied.
     *
     * @param path as in {@code 2.body.0}
     * @return {@code [rows, output of that layer...]}, valid until the next call
     * @throws IllegalStateException if no batch was seen, or if this pass keeps no outputs
     * @throws IllegalArgumentException if there is no such layer; the message lists those there are
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
        if (layer.isOutputOverwritten()) {
            throw new IllegalStateException(
                    "The output of " + layer.name() + " was overwritten by the layer after it, which"
                            + " computes in place when training: make the pass with Pass.inspecting");
        }
        return layer.output();
    }

    /**
     * The outputs for the batch last seen by {@link #loss}, valid until the next call.
     *
     * @throws IllegalStateException if there was none
     */
    public INDArray outputs() {
        return head.outputs();
    }

    /**
     * The loss of a batch, forward only; {@link #backward()} can follow.
     *
     * @param x as in {@link #logits}
     * @param targets class indices, shaped like the output without its last axis, or values {@code [rows, output...]}
     * @throws IllegalStateException if this pass was made without a loss
     */
    public double loss(INDArray x, INDArray targets) {
        return loss(x, targets, null);
    }

    /** As {@link #loss(INDArray, INDArray)}, by the weights and lengths of the batch. */
    public double loss(Batch batch) {
        return loss(batch.features(), batch.targets(), rowWeights(batch));
    }

    /** The sum of the weights that the last loss is averaged by: the number of rows if they have none. */
    public double weight() {
        return rowWeights.sum(weights);
    }

    /** One weight for each row of the output, valid until the next call; null if all count alike. */
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
     * Overwrites the gradients by those of the last {@link #loss}. A pass with running statistics of its own gives the
     * network what the batch left.
     *
     * @throws IllegalStateException if this pass was not made for training, has seen no batch, or has predicted another
     *     since
     */
    public void backward() {
        requireTraining();
        INDArray gradient = head.backward();
        input.requireOpen();
        layers.backward(gradient);
        clock.backward();
    }

    /**
     * Where the first number that is not finite arose in the last step: in the input, a layer's output, or, from the
     * top down, a gradient. Slow; for the message when training has to stop.
     */
    public Optional<String> firstNonFinite() {
        List<CheckedLayer> kept = binder.memory().keepsOutputs() ? binder.layers() : List.of();
        return NonFinite.first(architecture, input.array(), kept, gradients);
    }
}
