package dev.inercia.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.examples.report.claim.Threshold;
import dev.inercia.examples.report.claim.Verdict;
import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Measure;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Unit;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Warning;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The progress and the table that the console shows. */
class ConsoleOutputTest {

    private static final Epoch EPOCH = new Epoch(3, 0.1, 0.1, 9421, 10_000, 1.5, 0.5);

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();

    private Progress progress(boolean isTerminal) {
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        return new Progress(out, isTerminal, 120, clock::get, 120);
    }

    private String shown() {
        return text.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static History history(String... warnings) {
        List<Warning> all = List.of(warnings).stream()
                .map(message -> new Warning(1, 10, message))
                .toList();
        return new History(List.of(EPOCH), all, Optional.empty());
    }

    @Test
    void aTerminalHasOneLineRewrittenInPlace() {
        Progress progress = progress(true);
        clock.set(30_000_000_000L);
        progress.epoch("fig3, Adam, seed 2", EPOCH);
        assertThat(shown())
                .isEqualTo(
                        "\r[=====               ] 25 %, at most 1:30 left, 0 trainings finished; 94.21 % after epoch 3 of"
                                + " fig3, Adam, seed 2");
        progress.finished("fig3, Adam, seed 2", history());
        assertThat(shown()).doesNotContain("\n");
        progress.end();
        assertThat(shown()).endsWith(" \r");
    }

    @Test
    void aWarningStandsAboveTheBar() {
        Progress progress = progress(true);
        progress.epoch("table1, x, seed 1", EPOCH);
        String bar = shown();
        progress.finished("table1, x, seed 1", history("all one class", "another"));
        assertThat(shown())
                .isEqualTo(bar + "\r" + " ".repeat(bar.length() - 1) + "\r"
                        + "table1, x, seed 1: Epoch 3: 9421 / 10000, loss 0.1000, validation loss 0.1000, 2.0 s\n"
                        + "  warning: Epoch 1: all one class (and 1 more, on the page)\n" + bar);
    }

    @Test
    void elsewhereALineForEachTraining() {
        Progress progress = progress(false);
        progress.epoch("fig1, x, seed 1", EPOCH);
        progress.finished("fig1, x, seed 1", history());
        progress.end();
        assertThat(shown())
                .isEqualTo("fig1, x, seed 1: Epoch 3: 9421 / 10000, loss 0.1000, validation loss 0.1000, 2.0 s\n");
    }

    @Test
    void theTableIsAlignedAndNoWiderThanTheTerminal() {
        Measure measure = new Measure("share", Unit.PERCENT, Threshold.atMost(0.94), List.of(0.9577), List.of());
        Finding finding = new Finding(
                "key",
                "a claim that takes quite a few words to say",
                "at most 94 %",
                List.of(measure),
                Verdict.UNDECIDED,
                "Because.");
        Outcome outcome =
                new Outcome("timing", "t", "q", "s", List.of(), List.of(finding, finding), List.of(), List.of());
        assertThat(ClaimsTable.of(List.of(outcome), Messages.in("en"), 70)).isEqualTo("""
                                 The report says   Measured here             Verdict
                        timing   a claim that      share: 95.77 %, 1 seed    cannot be decided
                                 takes quite a
                                 few words to say
                                 a claim that      share: 95.77 %, 1 seed    cannot be decided
                                 takes quite a
                                 few words to say
                        """);
        assertThat(ClaimsTable.of(List.of(outcome), Messages.in("en"), 70).lines())
                .allMatch(line -> line.length() <= 70);
    }

    @Test
    void wordsLongerThanALineAreCut() {
        assertThat(ClaimsTable.wrap("abcdefgh ij", 4)).containsExactly("abcd", "efgh", "ij");
    }
}
