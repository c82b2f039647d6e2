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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * <p>Everything optional is a {@link Listener}. On by default: {@link StopOnNonFinite}, and the diagnosis, such as
 * {@link InputRangeWarning}, {@link StuckUnitsWarning} and {@link WorseThanGuessingWarning}, each of which warns once.
 */
@CheckReturnValue
public final class Trainer {

    public static final int BATCH_SIZE = 32;
    public static final int EPOCHS = 10;

    private final Network network;
    private final Loss loss;
    private final Optimizer optimizer;
    private int batchSize = BATCH_SIZE;
    private int accumulation = 1;
    private int epochs = EPOCHS;
    private long seed;
    private Dataset validation;
    private ParameterGroups groups = ParameterGroups.defaults();
    private List<GradientTransform> transforms = List.of();
    private Schedule schedule;
    private Schedule.Unit scheduleUnit = Schedule.Unit.EPOCHS;
    private List<Metric> metrics = List.of();
    private List<Listener> listeners = Diagnosis.LISTENERS;

    /**
     * A trainer with default settings.
     *
     * @throws IllegalArgumentException if the loss does not fit the network's output
     */
    public Trainer(Network network, Loss loss, Optimizer optimizer) {
        this.network = Objects.requireNonNull(network, "network");
        this.loss = Objects.requireNonNull(loss, "loss");
        this.optimizer = Objects.requireNonNull(optimizer, "optimizer");
        network.requireFits(loss);
    }

    private Trainer(Network network, Trainer other) {
        this(network, other.loss, other.optimizer);
        batchSize = other.batchSize;
        accumulation = other.accumulation;
        epochs = other.epochs;
        seed = other.seed;
        validation = other.validation;
        groups = other.groups;
        transforms = other.transforms;
        schedule = other.schedule;
        scheduleUnit = other.scheduleUnit;
        metrics = other.metrics;
        listeners = other.listeners;
    }

    /**
     * A trainer for another network, with all other settings the same.
     *
     * @throws IllegalArgumentException if loss, validation data or parameter groups do not fit it
     */
    public Trainer network(Network other) {
        if (validation != null) {
            other.requireFits(validation, "validation data");
        }
        groups.requireFits(other.parameters());
        return new Trainer(other, this);
    }

    private Trainer with(Consumer<Trainer> setting) {
        Trainer trainer = new Trainer(network, this);
        setting.accept(trainer);
        return trainer;
    }

    /** A trainer with this batch size: examples in a batch, at least 1, by default {@value #BATCH_SIZE}. */
    public Trainer batchSize(int value) {
        Range.atLeastOne("Trainer", "batchSize", value);
        return with(trainer -> trainer.batchSize = value);
    }

    /**
     * A trainer that accumulates gradients over this many batches, at least 1, by default 1: the gradient of a step is
     * the mean over all their examples, as if they were one batch. The batches left at the end of an epoch make one
     * more step.
     */
    public Trainer accumulate(int batches) {
        Range.atLeastOne("Trainer", "accumulation", batches);
        return with(trainer -> trainer.accumulation = batches);
    }

    /** A trainer with this many epochs (passes over the training data), at least 1, by default {@value #EPOCHS}. */
    public Trainer epochs(int value) {
        Range.atLeastOne("Trainer", "epochs", value);
        return with(trainer -> trainer.epochs = value);
    }

    /** A trainer with this seed, for the order of the examples and all random numbers during training, by default 0. */
    public Trainer seed(long value) {
        return with(trainer -> trainer.seed = value);
    }

    /**
     * A trainer that measures the network on this data after every epoch; by default there is none.
     *
     * @throws IllegalArgumentException if it does not fit the network
     */
    public Trainer validation(Dataset data) {
        network.requireFits(data, loss, "validation data");
        return with(trainer -> trainer.validation = data);
    }

    /**
     * A trainer that also measures these metrics after every epoch, on the validation data and on the training data (at
     * most 2000 examples, evenly spread). The metric that fits the problem is always measured if there is validation
     * data.
     *
     * @param values empty metrics, which serve as descriptions
     */
    public Trainer metrics(Metric... values) {
        List<Metric> copy = Stream.of(values).map(Metric::fresh).toList();
        return with(trainer -> trainer.metrics = copy);
    }

    /**
     * A trainer with these parameter groups, which give parameters their own learning rate or weight decay, or freeze
     * them; by default {@link ParameterGroups#defaults()}.
     *
     * @throws IllegalArgumentException if a group matches no parameter of the network, or all parameters are frozen
     */
    public Trainer parameterGroups(ParameterGroups value) {
        value.requireFits(network.parameters());
        return with(trainer -> trainer.groups = value);
    }

    /**
     * A trainer with one more gradient transform, applied before every step after those already set; by default none.
     */
    public Trainer transform(GradientTransform transform) {
        return with(trainer -> trainer.transforms =
                Stream.concat(transforms.stream(), Stream.of(transform)).toList());
    }

    /** A trainer whose learning rate follows a schedule in epochs; by default it is constant. */
    public Trainer schedule(Schedule value) {
        return schedule(value, Schedule.Unit.EPOCHS);
    }

    /** A trainer whose learning rate follows a schedule. */
    public Trainer schedule(Schedule value, Schedule.Unit unit) {
        return with(trainer -> {
            trainer.schedule = Objects.requireNonNull(value, "schedule");
            trainer.scheduleUnit = Objects.requireNonNull(unit, "unit");
        });
    }

    /** A trainer with one more listener. */
    public Trainer listener(Listener listener) {
        return listeners(Stream.concat(listeners.stream(), Stream.of(listener)).toList());
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
        List<Listener> copy = List.copyOf(all);
        return with(trainer -> trainer.listeners = copy);
    }

    /**
     * Trains the network, starting from a new optimizer state. If the optimizer averages parameters, the network ends
     * up with the averaged ones, which are those evaluated. Interrupting the thread ends training after the current
     * step and returns the history so far; the thread stays interrupted. If training fails, listeners are notified (see
     * {@link Listener#onEnd}) and the exception is thrown.
     *
     * @throws IllegalArgumentException if the data does not fit the network; nothing is changed then
     */
    @CanIgnoreReturnValue
    public History train(Dataset data) {
        network.requireFits(data, loss, "training data");
        return new Loop(new Training(this, data)).run();
    }

    /** The network that is trained. */
    public Network network() {
        return network;
    }

    public Loss loss() {
        return loss;
    }

    public Optimizer optimizer() {
        return optimizer;
    }

    /** The number of examples in a batch. */
    public int batchSize() {
        return batchSize;
    }

    /** The number of batches per step. */
    public int accumulation() {
        return accumulation;
    }

    /** The number of passes over the training data. */
    public int epochs() {
        return epochs;
    }

    public long seed() {
        return seed;
    }

    /** The data to evaluate on after every epoch. */
    public Optional<Dataset> validation() {
        return Optional.ofNullable(validation);
    }

    /** The metrics measured in addition to the one that fits the problem. */
    public List<Metric> metrics() {
        return metrics.stream().map(Metric::fresh).toList();
    }

    /** The parameters that have their own learning rate or weight decay, or are frozen. */
    public ParameterGroups parameterGroups() {
        return groups;
    }

    /** The gradient transforms, in the order they are applied. */
    public List<GradientTransform> transforms() {
        return transforms;
    }

    /** The schedule of the learning rate; empty if it is constant. */
    public Optional<Schedule> schedule() {
        return Optional.ofNullable(schedule);
    }

    /** The unit of the schedule's time. */
    public Schedule.Unit scheduleUnit() {
        return scheduleUnit;
    }

    public List<Listener> listeners() {
        return listeners;
    }

    /** All settings on one line. */
    @Override
    public String toString() {
        return TrainerText.of(this);
    }
}
