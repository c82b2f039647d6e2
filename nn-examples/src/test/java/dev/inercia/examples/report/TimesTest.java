package dev.inercia.examples.report;

import static dev.inercia.examples.report.Times.Order.ALIKE;
import static dev.inercia.examples.report.Times.Order.QUICKER;
import static dev.inercia.examples.report.Times.Order.SLOWER;
import static dev.inercia.examples.report.Times.Order.UNSURE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.examples.report.result.Run;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class TimesTest {

    private static Run run(String label, int epochs, IntToDoubleFunction seconds) {
        List<Epoch> all = new ArrayList<>();
        for (int i = 1; i <= epochs; i++) {
            all.add(new Epoch(i, 0, 0, 0, 10, seconds.applyAsDouble(i), 0));
        }
        return new Run(label, null, new History(all, List.of(), Optional.empty()), List.of(), 0);
    }

    private static Times times(int epochs, IntToDoubleFunction first) {
        List<Run> runs = List.of(run("first", epochs, first), run("second", epochs, i -> 1));
        return Times.of(new Evidence(runs, List.of(10)), "first", "second", 0.02);
    }

    @Test
    void theIntervalIsOfOrderStatistics() {
        // n = 50: (50 - 13.86) / 2 = 18.07, so from the 18th to the 33rd
        Times times = times(50, i -> 1 + i / 64.0);
        assertThat(times.low()).isEqualTo(1 + 18 / 64.0);
        assertThat(times.high()).isEqualTo(1 + 33 / 64.0);
        assertThat(times.factor()).isEqualTo(1 + 25.5 / 64.0);
        assertThat(times.ratio()).isEqualTo("140 % (95 % interval: 128 to 152 %)");
    }

    @Test
    void oneDisturbedEpochChangesNothing() {
        assertThat(times(20, i -> i == 7 ? 50 : 1.01).order()).isEqualTo(ALIKE);
        assertThat(times(20, i -> i == 7 ? 50 : 0.9).order()).isEqualTo(QUICKER);
        assertThat(times(20, i -> i == 7 ? 0.1 : 1.1).order()).isEqualTo(SLOWER);
    }

    @Test
    void scatteredOrFewEpochsTellNothing() {
        assertThat(times(20, i -> i % 2 == 0 ? 0.8 : 1.3).order()).isEqualTo(UNSURE);
        assertThat(times(7, i -> 2).order()).isEqualTo(UNSURE);
        assertThat(times(8, i -> 2).order()).isEqualTo(SLOWER);
        assertThat(times(7, i -> 2).ratio()).isEqualTo("200 %");
    }
}
