package dev.inercia.examples.report;

import dev.inercia.train.Epoch;
import dev.inercia.train.Listener;
import dev.inercia.train.Training;
import java.util.concurrent.Semaphore;

/** Makes trainings on several threads take turns, one epoch each. They share one instance. */
final class Turns implements Listener {

    /** Fair: the longest waiting thread is next. */
    private final Semaphore turn = new Semaphore(1, true);

    @Override
    public void onStart(Training training) {
        await();
    }

    @Override
    public void onEpoch(Training training, Epoch epoch) {
        turn.release();
        await();
    }

    /** Releases the turn for good, after a training has ended in any way. */
    void leave() {
        turn.release();
    }

    /** The number of waiting threads. */
    int waiting() {
        return turn.getQueueLength();
    }

    private void await() {
        turn.acquireUninterruptibly(); // an interrupted training must still finish its step
    }
}
