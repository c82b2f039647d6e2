package dev.inercia.train;

import dev.inercia.nn.Evaluator;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.nn.metric.Problem;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Seeds;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Rates;
import dev.inercia.optim.State;
import dev.inercia.optim.gradient.GradientTransform;
import dev.inercia.optim.schedule.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One training under way: what listeners see. It only orchestrates: shuffle, gather, forward, loss, backward, step,
 * tell the listeners. Makes no arrays and next to no garbage per step.
 */
public final class Training {

    private static final Logger LOG = LoggerFactory.getLogger(Training.class);

    private final Trainer trainer;
    private final Dataset data;
    private final State state;
    private final Rates usual;
    private final Batches batches;
    private final Pass full;
    private final Pass last;
    private final List<GradientTransform.Bound> transforms;
    /** Bound to this training; those whose onStart has returned come first, so many. */
    private List<Listener> listeners = List.of();

    private int started;
    /** Sums gradients over several batches; null if a step is taken for each. */
    private final GradientSum gradientSum;
    /** The network as it is evaluated: with averaged parameters, if the optimizer averages. */
    private final Network evaluated;

    private final Evaluator evaluator;
    /** What layers keep without training it, and as it was before the step; null if they keep nothing. */
    private final Memory buffers;

    private final Memory buffersBefore;
    private final List<Epoch> epochs = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private int epoch;
    private long step;
    private double learningRateFactor = 1;
    private Rates rates;
    private double loss;
    private double lossSum;
    private double weightSum;
    private boolean hasTaken;
    private final Memory gradientMemory = Memory.create();
    private Pass pass;
    private ConfusionMatrix confusion;
    private String stopReason;

    Training(Trainer trainer, Dataset data) {
        this.trainer = trainer;
        this.data = data;
        Network network = trainer.network();
        Optimizer optimizer = trainer.optimizer();
        state = optimizer.start(network.parameters(), trainer.parameterGroups());
        usual = new Rates(optimizer.learningRate());
        rates = usual;
        transforms = bind(trainer);
        gradientSum = trainer.accumulation() > 1 ? new GradientSum(network.parameters()) : null;
        evaluated = optimizer.averages() ? network.copy() : network;
        batches = data.batches(trainer.batchSize(), network.architecture().type());
        full = pass(batches.get(0).rows());
        int rest = batches.get(batches.count() - 1).rows();
        last = rest == full.rows() ? full : pass(rest);
        boolean keeps = !network.parameters().buffers().isEmpty();
        buffers = keeps ? Memory.of(network.parameters().buffers()) : null;
        buffersBefore = keeps ? Memory.of(network.parameters().buffers().dup()) : null;
        evaluator = trainer.validation()
                .map(validation -> new Evaluator(evaluated, validation, trainer.loss()))
                .orElse(null);
    }

    private Pass pass(int rows) {
        Network network = trainer.network();
        Set<String> trained = network.parameters().segments().stream()
                .filter(trainer.parameterGroups()::isTrained)
                .map(Segment::name)
                .collect(Collectors.toSet());
        return Pass.training(network, rows, trainer.loss(), trainer.seed(), trained::contains);
    }

    /** Transforms of the same class get seeds of their own: two noises would draw the same numbers otherwise. */
    private static List<GradientTransform.Bound> bind(Trainer trainer) {
        Map<Class<?>, Integer> counts = new HashMap<>();
        List<GradientTransform.Bound> bound = new ArrayList<>();
        for (GradientTransform transform : trainer.transforms()) {
            int count = counts.merge(transform.getClass(), 1, Integer::sum) - 1;
            // Steps count from 1: negative indices are free.
            long seed = count == 0
                    ? trainer.seed()
                    : Seeds.NOISE.generator(trainer.seed(), -count).nextLong();
            bound.add(transform.bind(trainer.network().parameters(), trainer.parameterGroups(), seed));
        }
        return bound;
    }

    History run() {
        listeners = trainer.listeners().stream()
                .map(listener -> Objects.requireNonNull(listener.bind(this), () -> listener + " was bound to null"))
                .toList();
        Throwable failure = null;
        try {
            for (Listener listener : listeners) {
                listener.onStart(this);
                started++;
            }
            trainEpochs();
        } catch (RuntimeException | Error e) {
            failure = e;
            stopReason = "failed: " + e;
        }
        return end(failure);
    }

    private void trainEpochs() {
        while (epoch < trainer.epochs() && stopReason == null) {
            epoch++;
            long start = System.nanoTime();
            if (!trainEpoch()) {
                break;
            }
            if (!hasTaken) {
                continue; // every batch was refused, and a listener went on: there is nothing to report
            }
            Epoch result = evaluate((System.nanoTime() - start) / 1e9);
            epochs.add(result);
            LOG.info(result.total() > 0 ? "{}, loss {}" : "{}", result, result.loss());
            listeners.forEach(listener -> listener.onEpoch(this, result));
        }
    }

    /** Gives the network the parameters it keeps and tells the listeners, each of them whatever happens to the others. */
    private History end(Throwable failure) {
        Throwable problem = attempt(this::keep, failure);
        for (Listener listener : listeners.subList(0, started)) {
            problem = attempt(() -> listener.beforeEnd(this), problem);
        }
        History history = history();
        for (Listener listener : listeners.subList(0, started)) {
            problem = attempt(() -> listener.onEnd(this, history), problem);
        }
        if (problem instanceof Error error) {
            throw error;
        } else if (problem instanceof RuntimeException exception) {
            throw exception;
        }
        return history;
    }

    /** Returns the problem there was before, or the one that this action has. */
    private static Throwable attempt(Runnable action, Throwable before) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            if (before == null) {
                return e;
            }
            if (before != e) {
                before.addSuppressed(e);
            }
        }
        return before;
    }

    private void keep() {
        average();
        trainer.network().parameters().assign(evaluated.parameters());
    }

    /** Trains on every batch; false if it was stopped before the last was taken. */
    private boolean trainEpoch() {
        batches.shuffle(trainer.seed(), epoch);
        lossSum = 0;
        weightSum = 0;
        hasTaken = false;
        for (int i = 0; i < batches.count(); i += trainer.accumulation()) {
            if (stopReason != null) {
                return false;
            }
            if (takeStep(i, Math.min(i + trainer.accumulation(), batches.count()))) {
                for (Listener listener : listeners) {
                    listener.onStep(this);
                }
            } else if (stopReason != null) {
                return false;
            }
            if (Thread.currentThread().isInterrupted()) {
                stop("the thread was interrupted");
            }
        }
        return true;
    }

    /** One step for some batches; false if it was refused, and parameters, buffers and state are as they were. */
    private boolean takeStep(int from, int to) {
        if (buffersBefore != null) {
            buffersBefore.copy(0, buffers, 0, buffers.length());
        }
        double sum = 0;
        double taken = 0;
        try {
            rates = currentRates();
            for (int i = from; i < to; i++) {
                Batch batch = batches.get(i);
                computeGradients(batch);
                sum += loss * pass.weight();
                taken += pass.weight();
                if (gradientSum != null) {
                    double share = taken == 0 ? 1 : pass.weight() / taken;
                    gradientSum.add(pass.gradients(), 1 - share, share);
                }
            }
            update(gradients());
        } catch (NonFiniteException e) {
            if (buffersBefore != null) {
                buffers.copy(0, buffersBefore, 0, buffers.length());
            }
            handle(e);
            return false;
        }
        step++;
        lossSum += sum;
        weightSum += taken;
        hasTaken = true;
        return true;
    }

    private void computeGradients(Batch batch) {
        pass = batch.rows() == full.rows() ? full : last;
        loss = pass.loss(batch);
        if (!Double.isFinite(loss)) {
            throw new NonFiniteException("The loss is " + loss + ": step " + (step + 1) + " was not taken");
        }
        pass.backward();
    }

    private void update(Parameters gradients) {
        if (!transforms.isEmpty()) {
            requireFinite(gradients); // a clip would hide what is not
            for (GradientTransform.Bound transform : transforms) {
                transform.apply(gradients, step + 1);
            }
        }
        trainer.optimizer().step(trainer.network().parameters(), gradients, state, rates);
    }

    private void requireFinite(Parameters gradients) {
        Memory memory = gradientMemory.at(gradients.flat());
        if (!memory.isFinite()) {
            throw new NonFiniteException("The gradient of " + gradients.nameAt(memory.indexOfNonFinite())
                    + " is not finite: step " + (step + 1) + " was not taken");
        }
    }

    private Rates currentRates() {
        Schedule schedule = trainer.schedule().orElse(null);
        if (schedule == null) {
            return learningRateFactor == 1 ? usual : new Rates(usual.learningRate() * learningRateFactor);
        }
        double time = trainer.scheduleUnit() == Schedule.Unit.STEPS ? step : (double) step / stepsPerEpoch();
        return new Rates(usual.learningRate() * learningRateFactor * schedule.factor(time), schedule.momentum(time), 1);
    }

    /** Brings the parameters that are evaluated up to date. */
    private void average() {
        if (evaluated != trainer.network()) {
            Parameters trained = trainer.network().parameters();
            trainer.optimizer().average(trained, state, evaluated.parameters());
            if (buffers != null) {
                Memory.of(evaluated.parameters().buffers()).copy(0, buffers, 0, buffers.length());
            }
        }
    }

    private void handle(NonFiniteException problem) {
        boolean handled = false;
        for (Listener listener : listeners) {
            handled |= listener.onNonFinite(this, problem);
        }
        if (!handled) {
            throw problem;
        }
    }

    private Epoch evaluate(double trainingSeconds) {
        double trainingLoss = weightSum == 0 ? 0 : lossSum / weightSum;
        if (evaluator == null) {
            average();
            return new Epoch(epoch, trainingLoss, Double.NaN, 0, 0, trainingSeconds, 0);
        }
        long start = System.nanoTime();
        average();
        confusion = evaluator.problem() == Problem.CLASSIFICATION ? new ConfusionMatrix() : null;
        double validationLoss = confusion == null ? evaluator.run() : evaluator.run(confusion);
        int correct = confusion == null ? 0 : confusion.correct();
        int total = confusion == null ? 0 : confusion.total();
        double evaluationSeconds = (System.nanoTime() - start) / 1e9;
        return new Epoch(epoch, trainingLoss, validationLoss, correct, total, trainingSeconds, evaluationSeconds);
    }

    /**
     * The network as it is evaluated and will be kept: with averaged parameters, where the optimizer averages, as of the
     * last epoch's end; else the one that is trained.
     */
    public Network network() {
        return evaluated;
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

    /** What there is to tell so far. */
    public History history() {
        return new History(epochs, warnings, Optional.ofNullable(stopReason));
    }

    /**
     * Gives the network other parameters to keep, and what its layers keep besides: those of an epoch before, say.
     *
     * @param parameters laid out as the network's; copied
     */
    public void restore(Parameters parameters) {
        evaluated.parameters().assign(parameters);
        trainer.network().parameters().assign(parameters);
    }

    /** The epoch under way, from 1 on; 0 before the first, and at the end the last. */
    public int epoch() {
        return epoch;
    }

    /** Steps taken so far. */
    public long step() {
        return step;
    }

    /** Steps in an epoch. */
    public int stepsPerEpoch() {
        return (batches.count() + trainer.accumulation() - 1) / trainer.accumulation();
    }

    /** The learning rate of the last step, of the schedule and of {@link #scaleLearningRate}. */
    public double learningRate() {
        return rates.learningRate();
    }

    /** Multiplies the learning rate of all steps to come, on top of the schedule. */
    public void scaleLearningRate(double factor) {
        Range.aboveZero("Training", "the factor on the learning rate", factor);
        learningRateFactor *= factor;
    }

    /** The loss of the last batch. */
    public double loss() {
        return loss;
    }

    /** The gradients of the last step, as the optimizer was given them: summed up over batches and transformed. */
    public Parameters gradients() {
        return gradientSum == null ? pass.gradients() : gradientSum.sum();
    }

    /** The pass of the last batch, with its gradients. */
    public Pass pass() {
        return pass;
    }

    /** What the last evaluation took for what; empty if nothing was evaluated or there are no classes. */
    public Optional<ConfusionMatrix> confusion() {
        return Optional.ofNullable(confusion);
    }

    /** Ends training after the step or epoch in hand; the first reason given stands. */
    public void stop(String reason) {
        if (stopReason == null) {
            stopReason = reason;
            LOG.debug("Training stopped in epoch {}: {}", epoch, reason);
        }
    }

    /**
     * Logs a warning and keeps it in the history.
     *
     * @param message without the epoch, which is kept and printed beside it
     */
    public void warn(String message) {
        Warning warning = new Warning(epoch, step, message);
        LOG.warn("{}", warning);
        warnings.add(warning);
    }
}
