package dev.inercia.train.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.train.Checkpoints;
import dev.inercia.train.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of a training: 3 epochs of 6 steps of 10 examples. */
class ProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final AtomicLong clock = new AtomicLong();

    /** A step takes a second. */
    private Trainer watched(boolean isTerminal) {
        return LogTest.trainer()
                .onStep(training -> clock.addAndGet(SECOND))
                .listener(new Progress(out, isTerminal, clock::get));
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n").replace(System.lineSeparator(), "\n");
    }

    @Test
    void plainLinesWithoutATerminal() {
        watched(false).train(LogTest.points(60));
        assertThat(text()).doesNotContain("\r");
        String[] lines = text().split("\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0])
                .matches("Epoch 1 of 3: \\d+ / 20, loss 0\\.\\d+, validation loss 0\\.\\d+, 10 examples/s, 0:12 left");
        assertThat(lines[1]).endsWith(", 10 examples/s, 0:06 left");
        assertThat(lines[2]).startsWith("Epoch 3 of 3: ").endsWith(", 10 examples/s, 0:00 left");
    }

    @Test
    void aBarOnATerminal() {
        watched(true).train(LogTest.points(60));
        String text = text();
        assertThat(text)
                .startsWith("\r[                    ]  0 %  epoch 1 of 3")
                .contains("\r[=                   ]  5 %  epoch 1 of 3, loss 0.")
                .contains("examples/s, 0:17 left")
                .contains("\r[==========          ] 50 %  epoch 2 of 3, loss 0.");
        assertThat(text.substring(text.lastIndexOf('\r')))
                .startsWith("\r[====================] 100 %  epoch 3 of 3, loss 0.")
                .endsWith("0:00 left\n");
        assertThat(text).doesNotContain("NaN").doesNotContain("Infinity").doesNotContain("-");
    }

    /** The clock stands still: no rate, and no division by it. */
    @Test
    void noRateWithoutTime() {
        LogTest.trainer().listener(new Progress(out, true, () -> 7)).train(LogTest.points(60));
        assertThat(text())
                .doesNotContain("examples/s")
                .doesNotContain("NaN")
                .doesNotContain("Infinity")
                .contains("[====================] 100 %");
    }

    @Test
    void aResumedBarBeginsWhereItStopped(@TempDir Path directory) {
        LogTest.trainer()
                .listener(new Checkpoints(directory))
                .onStep(training -> {
                    if (training.step() == 9) {
                        training.pause("enough");
                    }
                })
                .listener(new Progress(out, false, clock::get))
                .train(LogTest.points(60));
        assertThat(text()).endsWith("Stopped: enough\n");
        bytes.reset();
        watched(true).listener(new Checkpoints(directory)).resume(directory, LogTest.points(60));
        assertThat(text())
                .startsWith("\r[==========          ] 50 %  epoch 2 of 3")
                .contains("\rEpoch 3 of 3: ")
                .contains("10 examples/s, 0:08 left");
    }

    @Test
    void theLastLineIsRewrittenBelowThoseThatStay() {
        StatusLine line = new StatusLine(out, true, 10);
        line.show("first");
        line.show("abc");
        line.line("stays");
        line.show("longer than the terminal");
        line.clear();
        line.line("last");
        assertThat(text()).isEqualTo("\rfirst\rabc  \r   \rstays\n\rabc\rlonger th\r         \rlast\n");
        assertThat(StatusLine.bar(Double.NaN)).isEqualTo("[                    ]  0 %");
        assertThat(StatusLine.bar(7)).isEqualTo("[====================] 100 %");
        assertThat(StatusLine.time(3661)).isEqualTo("1:01:01");
        assertThat(StatusLine.time(59.6)).isEqualTo("1:00");
        assertThat(StatusLine.width()).isPositive();
    }
}
