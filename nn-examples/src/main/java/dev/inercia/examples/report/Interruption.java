package dev.inercia.examples.report;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: interrupts the thread at work and holds the end of the JVM until it has put away what is finished.
 */
final class Interruption {

    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch over = new CountDownLatch(1);

    private Interruption() {}

    /** Begins to watch over the current thread. */
    static Interruption ofThisThread() {
        Interruption interruption = new Interruption();
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (interruption.over.getCount() > 0) {
                worker.interrupt();
                try {
                    boolean unused = interruption.over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }));
        return interruption;
    }

    /** The work is over, and put away. */
    void over() {
        over.countDown();
    }
}
