package dev.inercia.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Pauses a training when the JVM is told to end, and lets the JVM end only when the training has. */
final class ShutdownPause implements Runnable {

    private static final int NAP_MILLIS = 50;

    private final Training training;
    private final Thread trains = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this, "inercia-shutdown");

    private ShutdownPause(Training training) {
        this.training = training;
    }

    /** For a training on this thread. */
    static ShutdownPause of(Training training) {
        ShutdownPause pause = new ShutdownPause(training);
        Runtime.getRuntime().addShutdownHook(pause.hook);
        return pause;
    }

    @Override
    public void run() {
        training.pause("the program was told to end");
        try {
            while (!ended.await(NAP_MILLIS, TimeUnit.MILLISECONDS) && trains.isAlive() && !isExiting()) {
                // waits for the step in hand
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the training's own thread called System.exit, which waits for this hook. */
    private boolean isExiting() {
        return Stream.of(trains.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
    }

    /** The training has ended. */
    void end() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending already
        }
    }
}
