package dev.inercia.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void interruptedHelpersSleepAndWorkAsBefore() {
        assertAllOnce(share(Cores.count()));
        helpers().forEach(Thread::interrupt);
        // One that could not sleep would run for ever.
        while (helpers().anyMatch(helper -> helper.getState() != Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        assertThat(helpers()).noneMatch(Thread::isInterrupted);
        assertAllOnce(share(Cores.count()));
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
