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
 * the first large piece of work, never for small networks.
 */
public final class Cores {

    private static final Logger LOG = LoggerFactory.getLogger(Cores.class);
    private static final String THREADS = "inercia.threads";
    private static final int COUNT = Backend.DIRECT ? Settings.threads(THREADS, Settings.processors(), LOG) : 1;
    private static final AtomicBoolean TAKEN = new AtomicBoolean();
    private static final AtomicInteger UNFINISHED = new AtomicInteger();
    private static final ThreadLocal<Boolean> ALONE = ThreadLocal.withInitial(() -> false);

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
        return COUNT;
    }

    /**
     * How many parts to cut a piece of work into.
     *
     * @param size of the work, in any unit
     * @param least size of a part that is worth a helper
     * @return from 1 to {@link #count()}
     */
    public static int parts(long size, long least) {
        return (int) Math.max(1, Math.min(COUNT, size / least));
    }

    /** Where a part begins, of {@code length} elements in all; where the one before it ends. */
    public static int from(int length, int part, int parts) {
        return (int) ((long) length * part / parts);
    }

    /**
     * Does all parts of a task; comes back when they are done. Makes no garbage.
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
        try {
            handOut(task, parts);
            try {
                task.run(0, parts);
            } finally {
                takeBack(parts);
                while (UNFINISHED.get() > 0) {
                    Thread.onSpinWait();
                }
            }
            rethrow(parts);
        } finally {
            TAKEN.set(false);
        }
    }

    /** Does what no helper has begun: one may wait for a processor, or still be waking up. */
    private static void takeBack(int parts) {
        for (int i = 0; i < parts - 1; i++) {
            helpers[i].doUnlessBegun();
        }
    }

    private static void handOut(Task task, int parts) {
        if (helpers == null) {
            helpers = helpers();
        }
        UNFINISHED.set(parts - 1);
        for (int i = 0; i < parts - 1; i++) {
            helpers[i].take(task, parts);
        }
    }

    private static Helper[] helpers() {
        Helper[] all = new Helper[COUNT - 1];
        Arrays.setAll(all, i -> new Helper(i + 1));
        try {
            for (Helper helper : all) {
                helper.start();
            }
        } catch (OutOfMemoryError e) {
            // A helper that did not start begins nothing: its parts are taken back.
            LOG.warn("The system allows no more threads ({}): working with fewer than {}", e.getMessage(), COUNT);
        }
        return all;
    }

    /** As if the parts had been done in order: the first failure is thrown. */
    private static void rethrow(int parts) {
        Throwable first = null;
        for (int i = parts - 2; i >= 0; i--) {
            if (helpers[i].failure != null) {
                first = helpers[i].failure;
                helpers[i].failure = null;
            }
        }
        if (first instanceof RuntimeException exception) {
            throw exception;
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first != null) {
            throw new IllegalStateException(first); // undeclared, as other languages allow
        }
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

    private static final class Helper extends Thread {

        /** How long a helper looks for more work without pause: some 100 us, the longest gap within a step. */
        private static final int LOOKS = 4000;
        /** Then, for so long, while it lets others go first. */
        private static final long YIELDING = 10_000_000;
        /** Then, for so long, now and then. */
        private static final long DOZING = 1_000_000_000;

        private static final long NAP = 500_000;

        private final int part;
        private final AtomicReference<Task> offer = new AtomicReference<>();
        private int parts;
        private volatile int offers;
        private volatile boolean asleep;
        private Throwable failure;

        Helper(int part) {
            // Without thread-locals and class loader of whoever happens to come first: it outlives them.
            super(null, null, "inercia-helper-" + part, 0, false);
            this.part = part;
            setDaemon(true);
            setContextClassLoader(Cores.class.getClassLoader());
        }

        void take(Task next, int count) {
            failure = null;
            parts = count;
            offer.set(next);
            offers = offers + 1; // only the thread that shares writes it; after the offer, which it tells of
            if (asleep) {
                LockSupport.unpark(this);
            }
        }

        void doUnlessBegun() {
            Task task = offer.get();
            if (task != null && offer.compareAndSet(task, null)) {
                work(task);
            }
        }

        private void work(Task task) {
            try {
                task.run(part, parts);
            } catch (Throwable e) {
                failure = e;
            } finally {
                UNFINISHED.decrementAndGet();
            }
        }

        @Override
        public void run() {
            while (true) {
                int seen = offers;
                doUnlessBegun();
                await(seen);
            }
        }

        /**
         * Waits until there is another offer. Sleeps only after a while, and first in naps: a thread that is woken by
         * another may be put on that one's processor, where it has to wait for it; one that wakes by itself stays where
         * it was.
         */
        private void await(int seen) {
            for (int i = 0; i < LOOKS; i++) {
                if (offers != seen) {
                    return;
                }
                Thread.onSpinWait();
            }
            long start = System.nanoTime();
            long waited = 0;
            while (waited < DOZING) {
                if (offers != seen) {
                    return;
                }
                if (waited < YIELDING) {
                    Thread.yield();
                } else {
                    LockSupport.parkNanos(this, NAP);
                }
                waited = System.nanoTime() - start;
            }
            asleep = true;
            // Looks again after it has said so: an offer in between would not have woken it.
            while (offers == seen) {
                LockSupport.park(this);
                Thread.interrupted(); // there is nothing to break off, and an interrupted thread does not park
            }
            asleep = false;
        }
    }
}
