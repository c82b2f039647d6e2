package dev.inercia.train;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Writes one file at a time on a thread of its own, while training goes on. For one thread. */
final class BackgroundWriter {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "inercia-checkpoints");
        daemon.setDaemon(true);
        return daemon;
    });
    /** What is under way; null if its outcome is known. */
    private CompletableFuture<Void> pending;

    /** Starts to write; call {@link #await} before. */
    void start(Runnable write) {
        pending = CompletableFuture.runAsync(write, thread);
    }

    /** True if something was written, or failed, and {@link #await} has not told. */
    boolean hasNews() {
        return pending != null && pending.isDone();
    }

    /** True if {@link #await} has something to wait for or to tell. */
    boolean isPending() {
        return pending != null;
    }

    /** Waits for what is under way, also if the thread is interrupted; gives its failure. */
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

    /** Ends the thread once it has written what is under way. */
    void close() {
        thread.shutdown();
    }
}
