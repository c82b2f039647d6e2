package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CoresTest {

    private static AtomicIntegerArray share(int parts) {
        AtomicIntegerArray done = new AtomicIntegerArray(parts);
        Cores.share(
                (part, of) -> {
                    assertThat(of).isEqualTo(parts);
                    done.incrementAndGet(part);
                },
                parts);
        return done;
    }

    private static void assertAllOnce(AtomicIntegerArray done) {
        assertThat(IntStream.range(0, done.length()).map(done::get)).containsOnly(1);
    }

    @Test
    void everyPartIsDoneOnce() {
        for (int i = 0; i < 10_000; i++) {
            assertAllOnce(share(1 + i % Cores.count()));
        }
    }

    @Test
    void helpersAreWokenAgainAfterTheySlept() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            assertAllOnce(share(Cores.count()));
            // Until they sleep: a sleeping helper is waiting.
            while (Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().startsWith("inercia-helper")
                            && thread.getState() == Thread.State.RUNNABLE)) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void interruptedHelpersSleepAndWorkAsBefore() throws InterruptedException {
        assertAllOnce(share(Cores.count()));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Thread> before = helpers().toList();
        Thread.sleep(50); // until they nap
        long[] start = before.stream()
                .mapToLong(h -> threads.getThreadCpuTime(h.getId()))
                .toArray();
        before.forEach(Thread::interrupt);
        Thread.sleep(400);
        for (int i = 0; i < start.length; i++) {
            long spent = threads.getThreadCpuTime(before.get(i).getId()) - start[i];
            assertThat(spent)
                    .as("one that could not nap would run all the time")
                    .isBetween(0L, 200_000_000L);
        }
        assertThat(before).noneMatch(Thread::isInterrupted);
        assertAllOnce(share(Cores.count()));
    }

    @Test
    void idleHelpersEndAndStartAgain() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            assertAllOnce(share(Cores.count()));
            for (Thread helper : helpers().toList()) {
                helper.join(30_000);
            }
            assertThat(helpers()).isEmpty();
        }
    }

    /** Whoever happens to start them can be unloaded, and need not be trusted. */
    @Test
    void helpersTakeOverNothingFromTheThreadThatStartsThem() throws Exception {
        for (Thread helper : helpers().toList()) {
            helper.join(30_000);
        }
        InheritableThreadLocal<Object> local = new InheritableThreadLocal<>();
        ThreadGroup group = new ThreadGroup("an application's");
        ClassLoader loader = new ClassLoader(null) {};
        Thread starter = new Thread(group, () -> {
            local.set(loader);
            assertAllOnce(share(Cores.count()));
        });
        starter.setContextClassLoader(loader);
        starter.setPriority(Thread.MIN_PRIORITY);
        starter.start();
        starter.join();
        assertThat(helpers()).hasSize(Cores.count() - 1).allSatisfy(helper -> {
            assertThat(helper.getThreadGroup()).isNotSameAs(group);
            assertThat(helper.getContextClassLoader()).isSameAs(Cores.class.getClassLoader());
            assertThat(helper.getPriority()).isEqualTo(Thread.NORM_PRIORITY);
            assertThat(helper.isDaemon()).isTrue();
        });
    }

    @Test
    void aFailureIsThrownOnceAndNotKept() {
        Cores.share((part, parts) -> {}, Cores.count());
        WeakReference<RuntimeException> thrown = failInEveryPart();
        for (int i = 0; i < 100 && thrown.get() != null; i++) {
            System.gc();
        }
        assertThat(thrown.get()).isNull();
    }

    private static WeakReference<RuntimeException> failInEveryPart() {
        RuntimeException[] failures = new RuntimeException[Cores.count()];
        assertThatThrownBy(() -> Cores.share(
                        (part, parts) -> {
                            failures[part] = new IllegalStateException("part " + part);
                            throw failures[part];
                        },
                        Cores.count()))
                .hasMessage("part 0");
        return new WeakReference<>(failures[Cores.count() - 1]);
    }

    private static Stream<Thread> helpers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("inercia-helper"));
    }

    @Test
    void aPartMayShareInTurn() {
        AtomicIntegerArray done = new AtomicIntegerArray(Cores.count());
        Cores.share(
                (part, parts) -> {
                    assertAllOnce(share(Cores.count()));
                    done.incrementAndGet(part);
                },
                Cores.count());
        assertAllOnce(done);
    }

    @Test
    void aloneMeansOnTheCallingThread() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Cores.alone(() -> Cores.share((part, parts) -> threads.add(Thread.currentThread()), Cores.count()));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void manyThreadsMayShareAtOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> work = () -> {
                for (int i = 0; i < 2_000; i++) {
                    assertAllOnce(share(Cores.count()));
                }
                return true;
            };
            for (Future<Boolean> future : pool.invokeAll(List.of(work, work, work, work))) {
                assertThat(future.get()).isTrue();
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void theFirstPartsFailureIsThrownAndNothingIsLeftBehind() {
        for (int failing = 0; failing < Cores.count(); failing++) {
            int first = failing;
            assertThatThrownBy(() -> Cores.share(
                            (part, parts) -> {
                                if (part >= first) {
                                    throw new IllegalArgumentException("part " + part);
                                }
                            },
                            Cores.count()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("part " + first);
            assertAllOnce(share(Cores.count()));
        }
    }

    @Test
    void partsCoverEverythingInOrder() {
        for (int length : new int[] {0, 1, 7, 1000}) {
            for (int parts = 1; parts < 9; parts++) {
                assertThat(Cores.from(length, 0, parts)).isZero();
                assertThat(Cores.from(length, parts, parts)).isEqualTo(length);
                for (int part = 0; part < parts; part++) {
                    int size = Cores.from(length, part + 1, parts) - Cores.from(length, part, parts);
                    assertThat(size).isBetween(length / parts, length / parts + 1);
                }
            }
        }
        assertThat(Cores.parts(5, 10)).isEqualTo(1);
        assertThat(Cores.parts(Long.MAX_VALUE, 1)).isEqualTo(Cores.count());
    }
}
