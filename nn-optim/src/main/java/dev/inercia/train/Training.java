package dev.inercia.train;

import dev.inercia.nn.Evaluator;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Rates;
import dev.inercia.optim.State;
import dev.inercia.optim.gradient.GradientTransform;
import dev.inercia.optim.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
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
    private int examples;
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
        transforms = trainer.transforms().stream()
                .map(transform -> transform.bind(network.parameters(), trainer.parameterGroups(), trainer.seed()))
                .toList();
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

    History run() {
        trainer.listeners().forEach(listener -> listener.onStart(this));
        for (epoch = 1; epoch <= trainer.epochs() && stopReason == null; epoch++) {
            long start = System.nanoTime();
            if (!trainEpoch()) {
                break;
            }
            if (examples == 0) {
                continue; // every batch was refused, and a listener went on: there is nothing to report
            }
            Epoch result = evaluate((System.nanoTime() - start) / 1e9);
            epochs.add(result);
            LOG.info(result.total() > 0 ? "{}, loss {}" : "{}", result, result.loss());
            trainer.listeners().forEach(listener -> listener.onEpoch(this, result));
        }
        average();
        trainer.network().parameters().assign(evaluated.parameters());
        History history = new History(epochs, warnings, Optional.ofNullable(stopReason));
        trainer.listeners().forEach(listener -> listener.onEnd(this, history));
        return history;
    }

    /** Trains on every batch; false if it was stopped before the last was taken. */
    private boolean trainEpoch() {
        batches.shuffle(trainer.seed(), epoch);
        lossSum = 0;
        examples = 0;
        for (int i = 0; i < batches.count(); i += trainer.accumulation()) {
            if (stopReason != null) {
                return false;
            }
            if (takeStep(i, Math.min(i + trainer.accumulation(), batches.count()))) {
                for (Listener listener : trainer.listeners()) {
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
        int taken = 0;
        try {
            rates = currentRates();
            for (int i = from; i < to; i++) {
                Batch batch = batches.get(i);
                computeGradients(batch);
                sum += loss * batch.rows();
                taken += batch.rows();
                if (gradientSum != null) {
                    double share = (double) batch.rows() / taken;
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
        examples += taken;
        return true;
    }

    private void computeGradients(Batch batch) {
        pass = batch.rows() == full.rows() ? full : last;
        loss = pass.loss(batch.features(), batch.targets());
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
        for (Listener listener : trainer.listeners()) {
            handled |= listener.onNonFinite(this, problem);
        }
        if (!handled) {
            throw problem;
        }
    }

    private Epoch evaluate(double trainingSeconds) {
        double trainingLoss = lossSum / examples;
        if (evaluator == null) {
            average();
            return new Epoch(epoch, trainingLoss, Double.NaN, 0, 0, trainingSeconds, 0);
        }
        long start = System.nanoTime();
        average();
        confusion = evaluator.classifies() ? new ConfusionMatrix() : null;
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

    /** The epoch under way, from 1 on. */
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

    /** Logs a warning and keeps it in the history. */
    public void warn(String message) {
        LOG.warn(message);
        warnings.add(new Warning(epoch, step, message));
    }
}
