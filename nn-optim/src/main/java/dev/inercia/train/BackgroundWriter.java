package dev.inercia.train;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Writes one file at a time on a background thread, while training continues. For one caller thread. */
final class BackgroundWriter {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "inercia-checkpoints");
        daemon.setDaemon(true);
        return daemon;
    });
    /** The write whose outcome has not been reported; null if there is none. */
    private CompletableFuture<Void> pending;

    /** Starts a write; call {@link #await} first. */
    void start(Runnable write) {
        pending = CompletableFuture.runAsync(write, thread);
    }

    /** True if a write has finished or failed, and {@link #await} has not reported it. */
    boolean hasNews() {
        return pending != null && pending.isDone();
    }

    /** True if {@link #await} has a write to wait for or an outcome to report. */
    boolean isPending() {
        return pending != null;
    }

    /** Waits for the current write, even if the thread is interrupted; returns its failure, if any. */
    Optional<RuntimeException> await() {
        if (pending == null) {
            return Optional.empty();
        }
        try {
            pending.join();
            return Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                return Optional.of(failure);
            }
            throw e;
        } finally {
            pending = null;
        }
    }

    /** Ends the thread after the current write. */
    void close() {
        thread.shutdown();
    }
}
