package dev.inercia.nn.tensor;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Splits large tasks across the processor's cores: the calling thread runs one part, helper threads run the others.
 *
 * <p>A task is split by the number of threads, whichever threads then run the parts. The same number of threads
 * therefore gives the same bits, even if the helpers are busy for another thread and the caller runs all parts.
 *
 * <p>There are as many threads as processors, unless the system property {@code inercia.threads} sets another number.
 * Helpers start with the first large task, never for small networks, and end after three seconds without work. They
 * inherit nothing from the thread that starts them and retain nothing of finished tasks.
 */
public final class Cores {

    private static final Logger LOG = LoggerFactory.getLogger(Cores.class);
    private static final String THREADS = "inercia.threads";
    private static final int COUNT = Settings.threads(THREADS, Settings.processors(), LOG);
    private static final AtomicBoolean TAKEN = new AtomicBoolean();
    private static final AtomicInteger UNFINISHED = new AtomicInteger();
    private static final ThreadLocal<Boolean> ALONE = ThreadLocal.withInitial(() -> false);

    /** 0 until the backend is known. */
    private static int inUse;

    private static Helper[] helpers;

    private Cores() {}

    /** A task that can be split into parts, which may run concurrently on several threads. */
    @FunctionalInterface
    public interface Task {

        /**
         * Runs one part.
         *
         * @param part index of the part, from 0 to {@code parts - 1}
         * @param parts number of parts
         */
        void run(int part, int parts);
    }

    /** The number of threads that share work: one per processor, unless {@code inercia.threads} overrides it. */
    public static int count() {
        if (inUse == 0) {
            inUse = Backend.isDirect() ? COUNT : 1;
        }
        return inUse;
    }

    /**
     * The number of parts to split a task into.
     *
     * @param size size of the task, in any unit
     * @param least size of the smallest part worth a helper, in the same unit
     * @return from 1 to {@link #count()}
     */
    public static int parts(long size, long least) {
        return (int) Math.max(1, Math.min(count(), size / least));
    }

    /** The index at which a part begins and the previous one ends, if {@code length} elements are split into parts. */
    public static int from(int length, int part, int parts) {
        return (int) ((long) length * part / parts);
    }

    /**
     * Runs all parts of a task and returns only when all have ended, even if some fail. Makes no garbage. If parts
     * fail, throws the failure of the one with the lowest index, as if they had run in order.
     *
     * @param parts at most {@link #count()}
     */
    public static void share(Task task, int parts) {
        // A running part that shares work in turn also finds TAKEN set, and runs its parts itself.
        if (parts == 1 || ALONE.get() || !TAKEN.compareAndSet(false, true)) {
            for (int part = 0; part < parts; part++) {
                task.run(part, parts);
            }
            return;
        }
        Throwable failure = null;
        try {
            handOut(task, parts);
            task.run(0, parts);
        } catch (Throwable e) {
            failure = e;
        }
        failure = finish(parts, failure);
        TAKEN.set(false);
        if (failure != null) {
            rethrow(failure);
        }
    }

    private static void handOut(Task task, int parts) {
        if (helpers == null) {
            Helper[] all = new Helper[COUNT - 1];
            Arrays.setAll(all, i -> new Helper(i + 1));
            helpers = all;
        }
        for (int i = 0; i < parts - 1; i++) {
            UNFINISHED.incrementAndGet();
            helpers[i].take(task, parts);
        }
    }

    /**
     * Runs the parts that no helper has begun: a helper may be waiting for a processor, still waking up, or not running
     * at all. Then waits for the others, because they work in memory that the caller may free.
     *
     * @param failure the failure of the first part, or null
     * @return the first failure, or null
     */
    private static Throwable finish(int parts, Throwable failure) {
        Throwable first = failure;
        while (UNFINISHED.get() > 0) {
            try {
                for (int i = 0; i < parts - 1; i++) {
                    helpers[i].doUnlessBegun();
                }
                Thread.onSpinWait();
            } catch (Throwable e) { // such as a stack overflow, which must not end the wait
                first = first == null ? e : first;
            }
        }
        for (int i = 0; helpers != null && i < parts - 1; i++) {
            Throwable later = helpers[i].takeFailure();
            first = first == null ? later : first;
        }
        return first;
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(failure); // checked but undeclared, as other JVM languages allow
    }

    /**
     * Runs work on the calling thread only: for callers that keep the cores busy themselves, with one training on each.
     */
    public static void alone(Runnable work) {
        boolean before = ALONE.get();
        ALONE.set(true);
        try {
            work.run();
        } finally {
            ALONE.set(before);
        }
    }

    /** Runs one part, never the first, on a thread that lives while there is work. */
    private static final class Helper implements Runnable {

        /** The number of polls without a pause: some 100 us, the longest gap within a step. */
        private static final int LOOKS = 4000;
        /** Then a helper yields to other threads for this long. */
        private static final long YIELD_NANOS = 10_000_000;
        /** Then it parks in naps until this much time has passed. */
        private static final long DOZE_NANOS = 1_000_000_000;

        private static final long NAP_NANOS = 500_000;
        /** Then it sleeps, and ends once this much time has passed. */
        private static final long IDLE_NANOS = 3_000_000_000L;
        /** The delay before another attempt, if a thread could not start. */
        private static final long RETRY_NANOS = 1_000_000_000;

        private static boolean hasWarned;

        private final int part;
        private final AtomicReference<Task> offer = new AtomicReference<>();
        private int parts;
        private volatile int offers;
        private volatile boolean asleep;
        private Throwable failure;
        /** Null while no thread runs. */
        private volatile Thread thread;

        private boolean isRefused;
        private long refused;

        Helper(int part) {
            this.part = part;
        }

        void take(Task next, int count) {
            parts = count;
            offer.set(next);
            offers = offers + 1; // written by the sharing thread only, after the offer that it announces
            Thread running = thread;
            if (running == null) {
                start();
            } else if (asleep) {
                LockSupport.unpark(running);
            }
        }

        /** Starts a thread. If none can start, the caller takes the part back. */
        private void start() {
            if (isRefused && System.nanoTime() - refused < RETRY_NANOS) {
                return;
            }
            try {
                thread = Apart.thread("inercia-helper-" + part, Cores.class.getClassLoader(), this);
                thread.start();
                isRefused = false;
            } catch (OutOfMemoryError e) {
                thread = null;
                isRefused = true;
                refused = System.nanoTime();
                if (!hasWarned) {
                    hasWarned = true;
                    LOG.warn(
                            "The system allows no more threads ({}): working with fewer than {}, and trying again",
                            e.getMessage(),
                            COUNT);
                }
            }
        }

        void doUnlessBegun() {
            Task task = offer.get();
            if (task != null && offer.compareAndSet(task, null)) {
                try {
                    task.run(part, parts);
                } catch (Throwable e) {
                    failure = e;
                } finally {
                    UNFINISHED.decrementAndGet();
                }
            }
        }

        /** Returns what the part threw, or null, and forgets it. */
        Throwable takeFailure() {
            Throwable taken = failure;
            failure = null;
            return taken;
        }

        @Override
        public void run() {
            int seen;
            do {
                seen = offers;
                doUnlessBegun();
            } while (await(seen));
            // The caller takes back an offer made from here on; the next offer starts another thread.
            thread = null;
        }

        /**
         * Waits for another offer. Sleeps only after a while, and first in naps: the scheduler may move a thread woken
         * by another to the waker's processor, where it has to wait; a thread that wakes on a timeout stays where it
         * was.
         *
         * @return false if none came within {@link #IDLE_NANOS}
         */
        private boolean await(int seen) {
            for (int i = 0; i < LOOKS; i++) {
                if (offers != seen) {
                    return true;
                }
                Thread.onSpinWait();
            }
            long start = System.nanoTime();
            long waited = 0;
            while (waited < IDLE_NANOS) {
                asleep = waited >= DOZE_NANOS;
                // Check again after setting the flag: an offer made in between would not have woken this thread.
                if (offers != seen) {
                    asleep = false;
                    return true;
                }
                if (waited < YIELD_NANOS) {
                    Thread.yield();
                } else {
                    LockSupport.parkNanos(this, asleep ? IDLE_NANOS - waited : NAP_NANOS);
                    Thread.interrupted(); // there is nothing to cancel, and an interrupted thread does not park
                }
                waited = System.nanoTime() - start;
            }
            asleep = false;
            return offers != seen;
        }
    }
}
