package dev.inercia.train;

import dev.inercia.nn.Evaluator;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.data.Batch;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.optim.Rates;
import dev.inercia.optim.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final Rates rates;
    private final Batches batches;
    private final Pass full;
    private final Pass last;
    private final Evaluator evaluator;
    /** What layers keep without training it, and as it was before the step; null if they keep nothing. */
    private final Memory buffers;

    private final Memory buffersBefore;
    private final List<Epoch> epochs = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private int epoch;
    private long step;
    private double loss;
    private double lossSum;
    private int examples;
    private Pass pass;
    private ConfusionMatrix confusion;
    private String stopReason;

    Training(Trainer trainer, Dataset data) {
        this.trainer = trainer;
        this.data = data;
        Network network = trainer.network();
        state = trainer.optimizer().start(network.parameters());
        rates = new Rates(trainer.optimizer().learningRate());
        batches = data.batches(trainer.batchSize(), network.architecture().type());
        full = pass(batches.get(0).rows());
        int rest = batches.get(batches.count() - 1).rows();
        last = rest == full.rows() ? full : pass(rest);
        boolean keeps = !network.parameters().buffers().isEmpty();
        buffers = keeps ? Memory.of(network.parameters().buffers()) : null;
        buffersBefore = keeps ? Memory.of(network.parameters().buffers().dup()) : null;
        evaluator = trainer.validation()
                .map(validation -> new Evaluator(network, validation, trainer.loss()))
                .orElse(null);
    }

    private Pass pass(int rows) {
        return Pass.training(trainer.network(), rows, trainer.loss(), trainer.seed());
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
        History history = new History(epochs, warnings, Optional.ofNullable(stopReason));
        trainer.listeners().forEach(listener -> listener.onEnd(this, history));
        return history;
    }

    /** Trains on every batch; false if it was stopped before the last was taken. */
    private boolean trainEpoch() {
        batches.shuffle(trainer.seed(), epoch);
        lossSum = 0;
        examples = 0;
        for (int i = 0; i < batches.count(); i++) {
            if (stopReason != null) {
                return false;
            }
            Batch batch = batches.get(i);
            pass = batch.rows() == full.rows() ? full : last;
            if (takeStep(batch)) {
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

    /** One step; false if it was refused, and parameters, buffers and state are as they were. */
    private boolean takeStep(Batch batch) {
        Parameters parameters = trainer.network().parameters();
        if (buffersBefore != null) {
            buffersBefore.copy(0, buffers, 0, buffers.length());
        }
        try {
            loss = pass.loss(batch.features(), batch.targets());
            if (!Double.isFinite(loss)) {
                throw new NonFiniteException("The loss is " + loss + ": step " + (step + 1) + " was not taken");
            }
            pass.backward();
            trainer.optimizer().step(parameters, pass.gradients(), state, rates);
        } catch (NonFiniteException e) {
            if (buffersBefore != null) {
                buffers.copy(0, buffersBefore, 0, buffers.length());
            }
            handle(e);
            return false;
        }
        step++;
        lossSum += loss * batch.rows();
        examples += batch.rows();
        return true;
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
            return new Epoch(epoch, trainingLoss, Double.NaN, 0, 0, trainingSeconds, 0);
        }
        long start = System.nanoTime();
        confusion = evaluator.classifies() ? new ConfusionMatrix() : null;
        double validationLoss = confusion == null ? evaluator.run() : evaluator.run(confusion);
        int correct = confusion == null ? 0 : confusion.correct();
        int total = confusion == null ? 0 : confusion.total();
        double evaluationSeconds = (System.nanoTime() - start) / 1e9;
        return new Epoch(epoch, trainingLoss, validationLoss, correct, total, trainingSeconds, evaluationSeconds);
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
        return batches.count();
    }

    /** The loss of the last batch. */
    public double loss() {
        return loss;
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
