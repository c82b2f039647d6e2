package dev.inercia.nn.tensor;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
    /** Looks for work before a helper goes to sleep, some 100 us: waking one takes as long as a layer. */
    private static final int PATIENCE = 4000;

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
                while (UNFINISHED.get() > 0) {
                    Thread.onSpinWait();
                }
            }
            rethrow(parts);
        } finally {
            TAKEN.set(false);
        }
    }

    private static void handOut(Task task, int parts) {
        if (helpers == null) {
            helpers = new Helper[COUNT - 1];
            for (int i = 0; i < helpers.length; i++) {
                helpers[i] = new Helper(i + 1);
                helpers[i].start();
            }
        }
        UNFINISHED.set(parts - 1);
        for (int i = 0; i < parts - 1; i++) {
            helpers[i].take(task, parts);
        }
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

        private final int part;
        private int parts;
        private volatile Task task;
        private volatile boolean asleep;
        private Throwable failure;

        Helper(int part) {
            super("inercia-helper-" + part);
            this.part = part;
            setDaemon(true);
        }

        void take(Task next, int count) {
            failure = null;
            parts = count;
            task = next;
            if (asleep) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            int looks = 0;
            while (true) {
                Task next = task;
                if (next != null) {
                    task = null;
                    work(next);
                    looks = 0;
                } else if (++looks < PATIENCE) {
                    Thread.onSpinWait();
                } else {
                    asleep = true;
                    // Looks once more: the task may have come between the last look and the word that it is asleep.
                    if (task == null) {
                        LockSupport.park(this);
                    }
                    asleep = false;
                    looks = 0;
                }
            }
        }

        private void work(Task next) {
            try {
                next.run(part, parts);
            } catch (Throwable e) {
                failure = e;
            } finally {
                UNFINISHED.decrementAndGet();
            }
        }
    }
}
