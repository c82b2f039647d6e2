package dev.inercia.train;

import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.loss.Loss;
import dev.inercia.optim.Optimizer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a network is trained: immutable settings, of which {@link #train} makes one training. Every setting gives a new
 * trainer and leaves this one as it was.
 *
 * <pre>{@code
 * History history = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.001))
 *         .batchSize(10)
 *         .epochs(15)
 *         .validation(test)
 *         .train(training);
 * }</pre>
 *
 * <p>Everything optional is a {@link Listener}. On by default: {@link StopOnNonFinite}, {@link CollapseWarning} and
 * {@link InputRangeWarning}.
 */
public final class Trainer {

    /** The default batch size. */
    public static final int BATCH_SIZE = 32;

    /** The default number of epochs. */
    public static final int EPOCHS = 10;

    private final Network network;
    private final Loss loss;
    private final Optimizer optimizer;
    private final int batchSize;
    private final int epochs;
    private final long seed;
    private final Dataset validation;
    private final List<Listener> listeners;

    private Trainer(
            Network network,
            Loss loss,
            Optimizer optimizer,
            int batchSize,
            int epochs,
            long seed,
            Dataset validation,
            List<Listener> listeners) {
        this.network = Objects.requireNonNull(network, "network");
        this.loss = Objects.requireNonNull(loss, "loss");
        this.optimizer = Objects.requireNonNull(optimizer, "optimizer");
        this.batchSize = batchSize;
        this.epochs = epochs;
        this.seed = seed;
        this.validation = validation;
        this.listeners = List.copyOf(listeners);
    }

    /**
     * A trainer with default settings.
     *
     * @throws IllegalArgumentException if the loss does not fit the network's output
     */
    public Trainer(Network network, Loss loss, Optimizer optimizer) {
        this(
                network,
                loss,
                optimizer,
                BATCH_SIZE,
                EPOCHS,
                0,
                null,
                List.of(new StopOnNonFinite(), new CollapseWarning(), new InputRangeWarning()));
        network.requireFits(loss);
    }

    /** A trainer with this batch size: examples in a batch, at least 1, by default {@value #BATCH_SIZE}. */
    public Trainer batchSize(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Trainer: batchSize must be at least 1, but is " + value);
        }
        return new Trainer(network, loss, optimizer, value, epochs, seed, validation, listeners);
    }

    /** A trainer with this many epochs: times that every example is seen, at least 1, by default {@value #EPOCHS}. */
    public Trainer epochs(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Trainer: epochs must be at least 1, but is " + value);
        }
        return new Trainer(network, loss, optimizer, batchSize, value, seed, validation, listeners);
    }

    /**
     * A trainer with this seed of the order of examples and of layers that draw while they train, by default 0; the
     * network's start has its own.
     */
    public Trainer seed(long value) {
        return new Trainer(network, loss, optimizer, batchSize, epochs, value, validation, listeners);
    }

    /**
     * A trainer that measures the network on this data after every epoch; by default there is none.
     *
     * @throws IllegalArgumentException if it does not fit the network
     */
    public Trainer validation(Dataset data) {
        network.requireFits(data, "validation data");
        return new Trainer(network, loss, optimizer, batchSize, epochs, seed, data, listeners);
    }

    /** A trainer with a listener besides those there are. */
    public Trainer listener(Listener listener) {
        return listeners(Stream.concat(listeners.stream(), Stream.of(listener)).toList());
    }

    /** A trainer with exactly these listeners, the default ones not among them unless given. */
    public Trainer listeners(List<Listener> all) {
        return new Trainer(network, loss, optimizer, batchSize, epochs, seed, validation, all);
    }

    /**
     * Trains the network, from a fresh optimizer state. Interrupting the thread ends it after the step in hand, with
     * the history so far; the thread stays interrupted.
     *
     * @throws IllegalArgumentException if the data does not fit the network; nothing was changed then
     */
    public History train(Dataset data) {
        network.requireFits(data, "training data");
        return new Training(this, data).run();
    }

    /** The network that is trained. */
    public Network network() {
        return network;
    }

    /** The loss. */
    public Loss loss() {
        return loss;
    }

    /** The optimizer. */
    public Optimizer optimizer() {
        return optimizer;
    }

    /** Examples in a batch. */
    public int batchSize() {
        return batchSize;
    }

    /** Times that every example is seen. */
    public int epochs() {
        return epochs;
    }

    /** The seed. */
    public long seed() {
        return seed;
    }

    /** Data to measure on after every epoch. */
    public Optional<Dataset> validation() {
        return Optional.ofNullable(validation);
    }

    /** The listeners. */
    public List<Listener> listeners() {
        return listeners;
    }

    /** Every setting in use, on one line. */
    @Override
    public String toString() {
        return optimizer + ", " + loss + ", batch size " + batchSize + ", " + epochs + " epochs, seed " + seed;
    }
}
