package dev.inercia.train;

import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.State;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running training, as listeners see it. It holds the results so far; {@link GradientStep}, {@link LearningRate} and
 * {@link Validation} do the work, driven by {@link Loop}. Allocates no arrays and almost no garbage per step.
 */
public final class Training {

    private static final Logger LOG = LoggerFactory.getLogger(Training.class);

    private final Trainer trainer;
    private final Dataset data;
    private final State state;
    private final Batches batches;
    private final GradientStep gradientStep;
    private final LearningRate learningRate;
    private final Validation validation;
    private final Findings findings;
    private final Evidence evidence;
    private final Course course = new Course();
    private List<Listener> listeners = List.of();
    private boolean isResumed;
    private boolean hasBegun;

    Training(Trainer trainer, Dataset data) {
        this.trainer = trainer;
        this.data = data;
        findings = new Findings(trainer.epochs());
        Network network = trainer.network();
        state = trainer.optimizer().start(network.parameters(), trainer.parameterGroups());
        batches = data.batches(trainer.batchSize(), network.architecture().type());
        gradientStep = new GradientStep(trainer, batches);
        learningRate = new LearningRate(trainer, stepsPerEpoch());
        validation = new Validation(trainer, data, state);
        evidence = new Evidence(this);
    }

    /** Binds the trainer's listeners to this training. */
    List<Listener> bindListeners() {
        listeners = trainer.listeners().stream()
                .map(listener -> Objects.requireNonNull(listener.bind(this), () -> listener + " was bound to null"))
                .toList();
        return listeners;
    }

    /** What listeners and gradient transforms remember. */
    Memories memories() {
        return new Memories(trainer, findings, validation, listeners, gradientStep.transforms());
    }

    /** Batches in an epoch. */
    int batches() {
        return batches.count();
    }

    void begin() {
        hasBegun = true;
    }

    Course course() {
        return course;
    }

    /** Begins the next epoch, or goes on with the one that a checkpoint was made in. */
    void beginEpoch() {
        course.beginEpoch();
        batches.shuffle(trainer.seed(), epoch());
    }

    /**
     * Takes one step over the batches from {@code from} to {@code to} (exclusive).
     *
     * @throws NonFiniteException if a number is not finite; parameters, buffers and state are then unchanged
     */
    void takeStep(int from, int to) {
        Optimizer optimizer = trainer.optimizer();
        course.goTo(to);
        try {
            Parameters gradients = gradientStep.compute(from, to, step() + 1);
            optimizer.step(trainer.network().parameters(), gradients, state, learningRate.at(step()));
        } catch (RuntimeException | Error e) {
            gradientStep.drop();
            throw e;
        }
        gradientStep.commit();
        course.count(gradientStep.mean());
        FlightEvents.step(this);
    }

    /** Evaluates after the last step of an epoch. */
    Epoch evaluate() {
        Epoch result = validation.evaluate(epoch(), course.losses().mean(), learningRate.last(), course.seconds());
        findings.add(result);
        FlightEvents.epoch(result);
        LOG.info("{}", result);
        return result;
    }

    Position position() {
        return course.position(state.step(), learningRate, loss());
    }

    /** Goes on from a position; networks, vectors and memories are restored apart. */
    void restore(Position position) {
        isResumed = true;
        course.restore(position);
        batches.shuffle(trainer.seed(), epoch());
        state.setStep(position.optimizerSteps());
        gradientStep.restore(position.loss());
        learningRate.restore(position.rateFactor(), position.lastRate());
    }

    Findings findings() {
        return findings;
    }

    /** Gives the network its final parameters. */
    void keep() {
        batches.shuffle(trainer.seed(), 0); // the same order however often a training was resumed
        validation.keep(isBroken() ? null : batches);
    }

    boolean isBroken() {
        return findings.isBroken();
    }

    Evidence evidence() {
        return evidence;
    }

    Causes causes() {
        return findings.causes();
    }

    /** True if training ends after the current step or epoch. */
    public boolean isStopped() {
        return findings.isStopped();
    }

    /** True if this training goes on from a checkpoint; the history then has the epochs before it. */
    public boolean isResumed() {
        return isResumed;
    }

    /**
     * The network that is evaluated and kept: with the parameters averaged at the end of the last epoch if the
     * optimizer averages, otherwise the network being trained.
     */
    public Network network() {
        return validation.network();
    }

    /** The settings. */
    public Trainer trainer() {
        return trainer;
    }

    /** The training data. */
    public Dataset data() {
        return data;
    }

    /** The optimizer's state. */
    public State state() {
        return state;
    }

    /** The history so far. */
    public History history() {
        return findings.history();
    }

    /** The last completed epoch; empty before the first. */
    Optional<Epoch> lastEpoch() {
        return findings.lastEpoch();
    }

    /** The current epoch, counted from 1; 0 before the first, and the last one at the end. */
    public int epoch() {
        return course.epoch();
    }

    /** The number of steps taken so far. */
    public long step() {
        return course.step();
    }

    /** The number of steps in an epoch. */
    public int stepsPerEpoch() {
        return (batches.count() + trainer.accumulation() - 1) / trainer.accumulation();
    }

    /** The learning rate of the last step, including the schedule and {@link #scaleLearningRate}. */
    public double learningRate() {
        return learningRate.last();
    }

    /** Multiplies the learning rate of all later steps, in addition to the schedule. */
    public void scaleLearningRate(double factor) {
        learningRate.scale(factor);
    }

    /** The loss of the last batch; 0 before the first. */
    public double loss() {
        return gradientStep.loss();
    }

    /** The gradients of the last step, accumulated and transformed; none before the first since a resume. */
    public Parameters gradients() {
        return gradientStep.gradients();
    }

    /** The pass of the last batch, with its gradients; none before the first since a resume. */
    public Pass pass() {
        return gradientStep.pass();
    }

    /** The names of the metrics that are measured after every epoch. */
    List<String> measures() {
        return validation.measures();
    }

    /** Counts of (actual, predicted) in the last evaluation; empty without one or without classes. */
    public Optional<ConfusionMatrix> confusion() {
        return validation.confusion();
    }

    /** Ends training after the current step or epoch; the first reason given is kept. */
    public void stop(String reason) {
        findings.stop(reason);
        LOG.debug("Training stopped in epoch {}: {}", epoch(), reason);
    }

    /**
     * Ends training after the current step or epoch, for a reason that is not the training's own. Unlike {@link #stop},
     * it is not part of a checkpoint: {@link Trainer#resume} goes on. May be called from any thread.
     */
    public void pause(String reason) {
        findings.pause(Objects.requireNonNull(reason, "reason"));
    }

    /**
     * Restores the parameters of an earlier epoch, including the buffers of its layers, and records that in the
     * history.
     *
     * @param ofEpoch the epoch's number
     * @param parameters laid out like the network's parameters; copied
     */
    public void restore(int ofEpoch, Parameters parameters) {
        validation.restore(parameters);
        findings.setRestored(ofEpoch);
    }

    /**
     * Logs a warning and adds it to the history. Does nothing at the start of a resumed training, whose history has the
     * warnings of its start.
     *
     * @param message without the epoch, which is recorded and printed separately
     */
    public void warn(String message) {
        if (isResumed && !hasBegun) {
            return;
        }
        Warning warning = new Warning(epoch(), step(), message);
        LOG.warn("{}", warning);
        FlightEvents.warning(warning);
        findings.add(warning);
    }

    /**
     * Warns of a symptom and its likely cause: the one given, or one blamed before that explains it. Gives no warning
     * that would contradict an earlier one.
     *
     * @param explanation the cause in words, and one cure
     */
    void warn(String symptom, Cause cause, String explanation) {
        causes().explain(cause, explanation).ifPresent(likely -> warn(symptom + ". Likely cause: " + likely));
    }

    /** As {@link #stop}, after a number that is not finite. */
    void stopBroken(String reason) {
        findings.setBroken();
        stop(reason);
    }
}
