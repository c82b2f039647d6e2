package dev.inercia.examples.report;

import dev.inercia.train.Epoch;
import dev.inercia.train.Listener;
import dev.inercia.train.Training;
import java.util.concurrent.Semaphore;

/** Lets trainings on several threads take turns, an epoch each: one shared by all of them. */
final class Turns implements Listener {

    /** Fair: whoever waits longest is next. */
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

    /** Gives the turn back for good, after a training that began, however it ended. */
    void leave() {
        turn.release();
    }

    /** How many wait for their turn. */
    int waiting() {
        return turn.getQueueLength();
    }

    private void await() {
        turn.acquireUninterruptibly(); // an interrupted training still has its step in hand to end
    }
}
