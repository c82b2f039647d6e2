package dev.inercia.train;

import dev.inercia.nn.Network;
import dev.inercia.nn.check.CanIgnoreReturnValue;
import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.metric.Metric;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.gradient.GradientTransform;
import dev.inercia.optim.schedule.Schedule;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The settings of a training, immutable; {@link #train} runs one. Every setter returns a new trainer and leaves this
 * one unchanged.
 *
 * <pre>{@code
 * History history = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.001))
 *         .batchSize(10)
 *         .epochs(15)
 *         .validation(test)
 *         .train(training);
 * }</pre>
 *
 * <p>Everything optional is a {@link Listener}; {@link StopOnNonFinite} and the diagnosis are on by default.
 */
@CheckReturnValue
public final class Trainer {

    public static final int BATCH_SIZE = 32;
    public static final int EPOCHS = 10;

    private final Settings settings;

    /**
     * A trainer with default settings.
     *
     * @throws IllegalArgumentException if the loss does not fit the network's output
     */
    public Trainer(Network network, Loss loss, Optimizer optimizer) {
        this(new Settings(network, loss, optimizer));
    }

    private Trainer(Settings settings) {
        this.settings = settings;
        settings.network.requireFits(settings.loss);
    }

    /**
     * A trainer for another network, with all other settings the same.
     *
     * @throws IllegalArgumentException if loss, validation data or parameter groups do not fit it
     */
    public Trainer network(Network other) {
        settings.requireFit(other);
        return with(changed -> changed.network = other);
    }

    private Trainer with(Consumer<Settings> setting) {
        Settings copy = settings.copy();
        setting.accept(copy);
        return new Trainer(copy);
    }

    /** A trainer with this batch size: examples in a batch, at least 1, by default {@value #BATCH_SIZE}. */
    public Trainer batchSize(int value) {
        Range.atLeastOne("Trainer", "batchSize", value);
        return with(changed -> changed.batchSize = value);
    }

    /**
     * A trainer that accumulates gradients over this many batches, at least 1, by default 1: the gradient of a step is
     * the mean over all their examples, as if they were one batch. The batches left at the end of an epoch make one
     * more step.
     */
    public Trainer accumulate(int batches) {
        Range.atLeastOne("Trainer", "accumulation", batches);
        return with(changed -> changed.accumulation = batches);
    }

    /** A trainer with this many epochs (passes over the training data), at least 1, by default {@value #EPOCHS}. */
    public Trainer epochs(int value) {
        Range.atLeastOne("Trainer", "epochs", value);
        return with(changed -> changed.epochs = value);
    }

    /** A trainer with this seed, for the order of the examples and all random numbers during training, by default 0. */
    public Trainer seed(long value) {
        return with(changed -> changed.seed = value);
    }

    /**
     * A trainer that measures the network on this data after every epoch; by default there is none.
     *
     * @throws IllegalArgumentException if it does not fit the network
     */
    public Trainer validation(Dataset data) {
        settings.network.requireFits(data, settings.loss, "validation data");
        return with(changed -> changed.validation = data);
    }

    /** A trainer that measures nothing after epochs: without validation data and metrics. */
    public Trainer withoutValidation() {
        return metrics(new Metric[0]).with(changed -> changed.validation = null);
    }

    /**
     * A trainer that also measures these metrics after every epoch, on the validation data and on the training data (at
     * most 2000 examples, evenly spread). The metric that fits the problem is always measured if there is validation
     * data.
     *
     * @param values empty metrics, which serve as descriptions
     */
    public Trainer metrics(Metric... values) {
        return with(changed ->
                changed.metrics = Stream.of(values).map(Metric::fresh).toList());
    }

    /**
     * A trainer with these parameter groups, which give parameters their own learning rate or weight decay, or freeze
     * them; by default {@link ParameterGroups#defaults()}.
     *
     * @throws IllegalArgumentException if a group matches no parameter of the network, or all parameters are frozen
     */
    public Trainer parameterGroups(ParameterGroups value) {
        value.requireFits(settings.network.parameters());
        return with(changed -> changed.groups = value);
    }

    /** A trainer with one more gradient transform, applied after those already set; by default there is none. */
    public Trainer transform(GradientTransform transform) {
        return with(changed -> changed.transforms = Settings.append(changed.transforms, transform));
    }

    /** A trainer whose learning rate follows a schedule in epochs; by default it is constant. */
    public Trainer schedule(Schedule value) {
        return schedule(value, Schedule.Unit.EPOCHS);
    }

    /** A trainer whose learning rate follows a schedule. */
    public Trainer schedule(Schedule value, Schedule.Unit unit) {
        return with(changed -> {
            changed.schedule = Objects.requireNonNull(value, "schedule");
            changed.scheduleUnit = Objects.requireNonNull(unit, "unit");
        });
    }

    /** A trainer with one more listener. */
    public Trainer listener(Listener listener) {
        return listeners(Settings.append(settings.listeners, listener));
    }

    /** A trainer that also runs this action after every epoch and its evaluation. */
    public Trainer onEpoch(BiConsumer<? super Training, ? super Epoch> action) {
        return listener(new Actions.OnEpoch(Objects.requireNonNull(action, "action")));
    }

    /** A trainer that also runs this action after every step; it must be fast. */
    public Trainer onStep(Consumer<? super Training> action) {
        return listener(new Actions.OnStep(Objects.requireNonNull(action, "action")));
    }

    /** A trainer that also runs this action when training has ended, see {@link Listener#onEnd}. */
    public Trainer onEnd(BiConsumer<? super Training, ? super History> action) {
        return listener(new Actions.OnEnd(Objects.requireNonNull(action, "action")));
    }

    /** A trainer with exactly these listeners, replacing the default ones. */
    public Trainer listeners(List<Listener> all) {
        return with(changed -> changed.listeners = List.copyOf(all));
    }

    /**
     * Trains the network, starting from a new optimizer state. If the optimizer averages parameters, the network ends
     * up with the averaged ones, which are those evaluated. Interrupting the thread ends training after the current
     * step and returns the history so far; the thread stays interrupted. If training fails, listeners are notified (see
     * {@link Listener#onEnd}) and the exception is thrown.
     *
     * <p>If averaged weights are kept, layers' running statistics are computed for them at the end, by one pass over the
     * data.
     *
     * @throws IllegalArgumentException if the data does not fit the network, or a batch is too small for a layer; nothing
     *     is changed then
     */
    @CanIgnoreReturnValue
    public History train(Dataset data) {
        settings.network.requireFits(data, settings.loss, "training data");
        settings.network.architecture().requireBatches(data.size(), settings.batchSize, GradientStep.trained(this));
        return new Loop(StartingWeights.begin(this, data, settings.startingWeights)).run();
    }

    /**
     * Goes on with a training from a checkpoint, or from the newest whole one in a directory, see {@link Resuming}.
     *
     * @throws IllegalArgumentException if network, settings or data are not those of the checkpoint; nothing is changed
     * @throws java.io.UncheckedIOException if there is no checkpoint, or none is whole
     */
    @CanIgnoreReturnValue
    public History resume(Path checkpoint, Dataset data) {
        return resuming().resume(checkpoint, data);
    }

    /** Resumes with other settings, as in {@code trainer.resuming(Setting.LEARNING_RATE).resume(directory, data)}. */
    public Resuming resuming(Setting... mayDiffer) {
        return new Resuming(this, Set.of(mayDiffer));
    }

    /**
     * A trainer that first loads, from a model file or checkpoint, the parameters and buffers that have the same name and
     * shape there; a warning lists the others.
     *
     * @throws IllegalArgumentException if there is none
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public Trainer startingFrom(Path file) {
        return with(changed -> changed.startingWeights = StartingWeights.read(file, changed.network));
    }

    /** The network that is trained. */
    public Network network() {
        return settings.network;
    }

    public Loss loss() {
        return settings.loss;
    }

    public Optimizer optimizer() {
        return settings.optimizer;
    }

    /** The number of examples in a batch. */
    public int batchSize() {
        return settings.batchSize;
    }

    /** The number of batches per step. */
    public int accumulation() {
        return settings.accumulation;
    }

    /** The number of passes over the training data. */
    public int epochs() {
        return settings.epochs;
    }

    public long seed() {
        return settings.seed;
    }

    /** The data to evaluate on after every epoch. */
    public Optional<Dataset> validation() {
        return Optional.ofNullable(settings.validation);
    }

    /** The metrics measured in addition to the one that fits the problem. */
    public List<Metric> metrics() {
        return settings.metrics.stream().map(Metric::fresh).toList();
    }

    /** The parameters that have their own learning rate or weight decay, or are frozen. */
    public ParameterGroups parameterGroups() {
        return settings.groups;
    }

    /** The gradient transforms, in the order they are applied. */
    public List<GradientTransform> transforms() {
        return settings.transforms;
    }

    /** The schedule of the learning rate; empty if it is constant. */
    public Optional<Schedule> schedule() {
        return Optional.ofNullable(settings.schedule);
    }

    /** The unit of the schedule's time. */
    public Schedule.Unit scheduleUnit() {
        return settings.scheduleUnit;
    }

    public List<Listener> listeners() {
        return settings.listeners;
    }

    /** All settings on one line. */
    @Override
    public String toString() {
        return TrainerText.of(this);
    }
}
