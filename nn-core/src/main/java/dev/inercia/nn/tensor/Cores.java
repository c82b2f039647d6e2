package dev.inercia.nn.tensor;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares large pieces of work among the processor's cores: the thread that asks does one part, helpers do the others.
 *
 * <p>Work is cut into as many parts as there are threads, whoever then does them: the same number of threads gives the
 * same bits, also where helpers are busy with another thread's work and all parts are done by the one that asks.
 *
 * <p>There are as many threads as processors, or as the system property {@code inercia.threads} says. Helpers start with
 * the first large piece of work, never for small networks, and end when there was none for three seconds. They take over
 * nothing from the thread that starts them and keep nothing of what they did.
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

    /** A piece of work that can be cut in parts, which may run at the same time on several threads. */
    @FunctionalInterface
    public interface Task {

        /**
         * Does one part.
         *
         * @param part which, from 0 to {@code parts - 1}
         * @param parts how many there are
         */
        void run(int part, int parts);
    }

    /** Threads that share work: as many as processors, unless {@code inercia.threads} says otherwise. */
    public static int count() {
        if (inUse == 0) {
            inUse = Backend.isDirect() ? COUNT : 1;
        }
        return inUse;
    }

    /**
     * How many parts to cut a piece of work into.
     *
     * @param size of the work, in any unit
     * @param least size of a part that is worth a helper
     * @return from 1 to {@link #count()}
     */
    public static int parts(long size, long least) {
        return (int) Math.max(1, Math.min(count(), size / least));
    }

    /** Where a part begins, of {@code length} elements in all; where the one before it ends. */
    public static int from(int length, int part, int parts) {
        return (int) ((long) length * part / parts);
    }

    /**
     * Does all parts of a task; comes back when they are done, whatever happens. Makes no garbage. If parts fail, the
     * failure of the first of them is thrown, as if they had been done in order.
     *
     * @param parts at most {@link #count()}
     */
    public static void share(Task task, int parts) {
        // Taken is also what a part of a task under way finds that shares in turn.
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
     * Does what no helper has begun: one may wait for a processor, still be waking up, or not run at all. Then waits for
     * the others, as they work in memory that the caller may free.
     *
     * @param failure that of the first part, or null
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
            } catch (Throwable e) { // such as that of a full stack, which must not end the wait
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
        throw new IllegalStateException(failure); // undeclared, as other languages allow
    }

    /**
     * Runs something with all of its work on the calling thread: for those who keep the cores busy themselves, with a
     * training on each.
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

    /** One of the parts but the first, and, while there is work, a thread that does it. */
    private static final class Helper implements Runnable {

        /** How often a helper looks for more work without pause: some 100 us, the longest gap within a step. */
        private static final int LOOKS = 4000;
        /** Then it yields to others for this long, */
        private static final long YIELD_NANOS = 10_000_000;
        /** then parks in naps until this much has passed, */
        private static final long DOZE_NANOS = 1_000_000_000;

        private static final long NAP_NANOS = 500_000;
        /** then sleeps, and ends when this much has passed. */
        private static final long IDLE_NANOS = 3_000_000_000L;
        /** How long after a thread could not start the next attempt is made. */
        private static final long RETRY_NANOS = 1_000_000_000;

        private static boolean hasWarned;

        private final int part;
        private final AtomicReference<Task> offer = new AtomicReference<>();
        private int parts;
        private volatile int offers;
        private volatile boolean asleep;
        private Throwable failure;
        /** Null while none runs. */
        private volatile Thread thread;

        private boolean isRefused;
        private long refused;

        Helper(int part) {
            this.part = part;
        }

        void take(Task next, int count) {
            parts = count;
            offer.set(next);
            offers = offers + 1; // only the thread that shares writes it; after the offer, which it tells of
            Thread running = thread;
            if (running == null) {
                start();
            } else if (asleep) {
                LockSupport.unpark(running);
            }
        }

        /** If no thread can start, the part is taken back. */
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

        /** What the part threw, or null; it is not kept. */
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
            // An offer from now on is taken back by whoever made it; the next one starts another thread.
            thread = null;
        }

        /**
         * Waits until there is another offer. Sleeps only after a while, and first in naps: a thread that is woken by
         * another may be put on that one's processor, where it has to wait for it; one that wakes by itself stays where
         * it was.
         *
         * @return false if there was none for long
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
                // Looks again after it has said so: an offer in between would not have woken it.
                if (offers != seen) {
                    asleep = false;
                    return true;
                }
                if (waited < YIELD_NANOS) {
                    Thread.yield();
                } else {
                    LockSupport.parkNanos(this, asleep ? IDLE_NANOS - waited : NAP_NANOS);
                    Thread.interrupted(); // there is nothing to break off, and an interrupted thread does not park
                }
                waited = System.nanoTime() - start;
            }
            asleep = false;
            return offers != seen;
        }
    }
}
