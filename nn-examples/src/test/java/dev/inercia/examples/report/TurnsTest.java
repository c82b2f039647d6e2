package dev.inercia.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TurnsTest {

    @Test
    @Timeout(20)
    void threadsAlternate() throws InterruptedException {
        Turns turns = new Turns();
        List<String> order = new CopyOnWriteArrayList<>();
        turns.onStart(null); // so that both queue before either begins
        Thread a = new Thread(() -> run("a", turns, order));
        Thread b = new Thread(() -> run("b", turns, order));
        a.start();
        b.start();
        while (turns.waiting() < 2) {
            Thread.onSpinWait();
        }
        turns.leave();
        a.join();
        b.join();
        assertThat(order).hasSize(6);
        for (int i = 1; i < order.size(); i++) {
            assertThat(order.get(i)).isNotEqualTo(order.get(i - 1));
        }
    }

    private static void run(String name, Turns turns, List<String> order) {
        turns.onStart(null);
        for (int epoch = 0; epoch < 3; epoch++) {
            order.add(name);
            while (turns.waiting() < 1) {
                Thread.onSpinWait(); // a turn is far shorter here than an epoch: let the other queue again first
            }
            turns.onEpoch(null, null);
        }
        turns.leave();
    }
}
