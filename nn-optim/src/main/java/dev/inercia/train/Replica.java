package dev.inercia.train;

import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.optim.State;
import dev.inercia.optim.Stateful;
import dev.inercia.optim.gradient.GradientTransform;

/**
 * One of several trainings that share parameters, each on its own part of the data: takes the steps that it is told to.
 * For engines that bring parameters and optimizer state to machines with the data, and average what comes back.
 *
 * <pre>{@code
 * Replica replica = new Replica(trainer, part);
 * // set trainer.network().parameters() and replica.state()
 * for (int step = from; step < Math.min(to, replica.steps()); step++) {
 *     replica.step(epoch, step);
 * }
 * // read them again
 * }</pre>
 *
 * <p>Order, chance and schedule are functions of the trainer's seed, the epoch and the step, so a replica made anew, in
 * this or another process, goes on bit for bit where another one ended. Give replicas trainers of different seeds, or
 * they draw the same dropout masks. Uses all settings of the trainer except its listeners, validation data, metrics,
 * starting weights and number of epochs. For one thread.
 */
public final class Replica {

    private final Trainer trainer;
    private final State state;
    private final Batches batches;
    private final GradientStep gradientStep;
    private LearningRate learningRate;
    private int stepsPerEpoch;
    private int shuffled;

    /**
     * A replica with new optimizer state, which trains the trainer's network.
     *
     * @param data its part of the training data
     * @throws IllegalArgumentException if the data does not fit the network, a batch is too small for a layer, or a
     *     gradient transform has state from step to step
     */
    public Replica(Trainer trainer, Dataset data) {
        this.trainer = trainer;
        trainer.network().requireFits(data, trainer.loss(), "training data");
        trainer.network()
                .architecture()
                .requireBatches(data.size(), trainer.batchSize(), GradientStep.trained(trainer));
        Parameters parameters = trainer.network().parameters();
        state = trainer.optimizer().start(parameters, trainer.parameterGroups());
        batches = data.batches(trainer.batchSize(), parameters.type());
        gradientStep = new GradientStep(trainer, batches);
        for (GradientTransform.Bound transform : gradientStep.transforms()) {
            if (transform instanceof Stateful<?>) {
                throw new IllegalArgumentException(
                        "Replica: " + transform.getClass().getName()
                                + " has state from step to step, which replicas do not share: use transforms without state");
            }
        }
        stepsPerEpoch(steps());
    }

    /** The number of its own steps in an epoch. */
    public int steps() {
        return (batches.count() + trainer.accumulation() - 1) / trainer.accumulation();
    }

    /**
     * Sets the number of steps by which all replicas count epochs, for the schedule and for numbers drawn at random: the
     * most that any takes; by default its own.
     */
    public void stepsPerEpoch(int value) {
        Range.atLeastOne("Replica", "stepsPerEpoch", value);
        stepsPerEpoch = value;
        learningRate = new LearningRate(trainer, value);
    }

    /**
     * Takes one step.
     *
     * @param epoch counted from 1
     * @param step within the epoch, from 0 to {@link #steps} - 1
     * @throws NonFiniteException if a number is not finite; parameters, buffers and state are then unchanged
     */
    public void step(int epoch, int step) {
        if (epoch != shuffled) {
            batches.shuffle(trainer.seed(), epoch);
            shuffled = epoch;
        }
        long before = (epoch - 1L) * stepsPerEpoch + step;
        int from = step * trainer.accumulation();
        int to = Math.min(from + trainer.accumulation(), batches.count());
        try {
            Parameters gradients = gradientStep.compute(from, to, before + 1);
            trainer.optimizer().step(trainer.network().parameters(), gradients, state, learningRate.at(before));
        } catch (RuntimeException | Error e) {
            gradientStep.drop();
            throw e;
        }
        gradientStep.commit();
    }

    /** The mean loss of the last step's examples. */
    public double loss() {
        return gradientStep.mean().mean();
    }

    /** The number of the last step's examples, or the sum of their weights. */
    public double weight() {
        return gradientStep.mean().weight();
    }

    /** The learning rate of the last step. */
    public double learningRate() {
        return learningRate.last();
    }

    /** The optimizer's state. */
    public State state() {
        return state;
    }
}
