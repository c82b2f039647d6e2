package dev.inercia.train;

import dev.inercia.optim.NonFiniteException;
import java.util.List;

/** The loop over epochs and steps: takes the steps and notifies the listeners. */
final class Loop {

    private final Training training;
    private final Trainer trainer;
    private final List<Listener> listeners;
    /** The number of listeners, from the first, whose onStart has returned. */
    private int started;

    /** Binds the trainer's listeners to this training. */
    Loop(Training training) {
        this.training = training;
        trainer = training.trainer();
        listeners = training.bindListeners();
    }

    /** Trains to the end. If training fails, notifies the listeners, then throws the cause. */
    History run() {
        Throwable failure = null;
        try {
            for (Listener listener : listeners) {
                listener.onStart(training);
                started++;
            }
            training.begin();
            settle();
            trainEpochs();
        } catch (RuntimeException | Error e) {
            training.findings().fail(e);
            failure = e;
        }
        return end(failure);
    }

    private void trainEpochs() {
        while ((training.course().isInEpoch() || training.epoch() < trainer.epochs()) && !training.isStopped()) {
            training.beginEpoch();
            if (!trainEpoch()) {
                break;
            }
            if (!training.course()
                    .losses()
                    .isEmpty()) { // otherwise every batch was refused: there is nothing to report
                Epoch epoch = training.evaluate();
                listeners.forEach(listener -> listener.onEpoch(training, epoch));
            }
            training.course().leaveEpoch();
            settle();
        }
    }

    /** Trains on every batch; false if training was stopped before the last one. */
    private boolean trainEpoch() {
        int batches = training.batches();
        while (training.course().batch() < batches) {
            if (training.isStopped()) {
                return false;
            }
            int from = training.course().batch();
            if (takeStep(from, Math.min(from + trainer.accumulation(), batches))) {
                for (Listener listener : listeners) {
                    listener.onStep(training);
                }
            } else if (training.isStopped()) {
                return false;
            }
            if (Thread.currentThread().isInterrupted()) {
                training.pause("the thread was interrupted");
            }
            if (training.course().batch() < batches) {
                settle();
            }
        }
        return true;
    }

    private void settle() {
        for (Listener listener : listeners) {
            listener.onSettled(training);
        }
    }

    /** Takes one step over some batches; false if it was refused: parameters, buffers and state are then unchanged. */
    private boolean takeStep(int from, int to) {
        try {
            training.takeStep(from, to);
            return true;
        } catch (NonFiniteException problem) {
            boolean handled = false;
            for (Listener listener : listeners) {
                handled |= listener.onNonFinite(training, problem);
            }
            if (!handled) {
                throw problem;
            }
            return false;
        }
    }

    /** Gives the network its final parameters and notifies every listener, even if an earlier one throws. */
    private History end(Throwable failure) {
        Throwable problem = attempt(training::keep, failure);
        for (Listener listener : listeners.subList(0, started)) {
            problem = attempt(() -> listener.beforeEnd(training), problem);
        }
        History history = training.history();
        for (Listener listener : listeners.subList(0, started)) {
            problem = attempt(() -> listener.onEnd(training, history), problem);
        }
        if (problem instanceof Error error) {
            throw error;
        } else if (problem instanceof RuntimeException exception) {
            throw exception;
        }
        return history;
    }

    /** Runs an action; returns the earlier problem if there was one, otherwise what the action threw, or null. */
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
}
