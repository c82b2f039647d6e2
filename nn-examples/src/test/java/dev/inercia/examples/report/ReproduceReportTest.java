package dev.inercia.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.examples.report.output.Checksum;
import dev.inercia.examples.report.output.Machine;
import dev.inercia.examples.report.output.OutputDirectory;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, and where its results go. */
class ReproduceReportTest {

    @TempDir
    private Path directory;

    private static String errors(String... arguments) {
        PrintStream err = System.err;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            assertThat(ReproduceReport.run(arguments)).isEqualTo(2);
        } finally {
            System.setErr(err);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static String printed(String... arguments) {
        PrintStream out = System.out;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            assertThat(ReproduceReport.run(arguments)).isZero();
        } finally {
            System.setOut(out);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    void unknownExperimentsListTheKnownOnes() {
        assertThat(errors("--only", "fig1,fig9"))
                .isEqualToNormalizingNewlines("--only: there is no experiment 'fig9'; there are timing, fig1, table1,"
                        + " rmsprop, fig2, fig3, cost (--help shows all options)\n");
    }

    @Test
    void numbersBelowOneAreRefused() {
        assertThat(errors("--epochs", "0"))
                .isEqualToNormalizingNewlines("--epochs must be at least 1, but is 0 (--help shows all options)\n");
        assertThat(errors("--epochs", "-3")).startsWith("--epochs must be at least 1, but is -3");
        assertThat(errors("--repeats", "0")).startsWith("--repeats must be at least 1, but is 0");
        assertThat(errors("--threads", "0")).startsWith("--threads must be at least 1, but is 0");
        assertThat(errors("--time", "-1")).startsWith("--time must be at least 0, but is -1.0");
        assertThat(errors("--lang", "de")).startsWith("--lang: expected one of en, es, but got 'de'");
        assertThat(errors("--seed", "x").lines()).hasSize(1);
        assertThat(errors("--nonsense").lines()).hasSize(1);
    }

    @Test
    void aFileThatIsNoRecordingIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("results.json"), "{\"conditions\": {}}");
        assertThat(errors("--looks", file.toString()))
                .startsWith("--looks: expected the results.json of a report, but cannot read " + file + " as one: ");
        assertThat(errors("--looks", directory.resolve("none.json").toString()).lines())
                .hasSize(1);
    }

    @Test
    void aMissingDataDirectoryIsOneLine() {
        Path out = directory.resolve("out");
        assertThat(errors("--data", directory.resolve("none").toString(), "--out", out.toString())
                        .lines())
                .singleElement()
                .asString()
                .contains("none does not exist");
        assertThat(out).doesNotExist();
    }

    @Test
    void anUnwritableOutputDirectoryIsRefused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> OutputDirectory.create(file.resolve("out"), LocalDateTime.now()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--out: cannot write to " + file.resolve("out"))
                .hasMessageContaining("name a directory that can be written to");
    }

    @Test
    void noRunOverwritesAnother() {
        LocalDateTime time = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
        Path parent = directory.resolve("a/b");
        assertThat(OutputDirectory.create(parent, time)).isEqualTo(parent.resolve("2026-01-02-030405"));
        assertThat(OutputDirectory.create(parent, time)).isEqualTo(parent.resolve("2026-01-02-030405-2"));
        assertThat(OutputDirectory.create(parent, time))
                .isEqualTo(parent.resolve("2026-01-02-030405-3"))
                .isEmptyDirectory();
    }

    @Test
    void helpAndVersion() {
        assertThat(printed("--help"))
                .containsPattern("timing, fig1,\\s+table1, rmsprop, fig2, fig3, cost")
                .contains("--only")
                .contains("--epochs", "--seed", "--repeats", "--data", "--out", "--threads", "--version")
                .contains("--time", "--looks", "--lang");
        assertThat(printed("--version")).startsWith("Inercia " + Machine.version());
    }

    @Test
    void theChecksumIsOfPixelsAndLabelsAsBytes() throws Exception {
        byte[] pixels = new byte[3 * 4];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 23);
        }
        byte[] labels = {2, 0, 1};
        Dataset some = Dataset.ofBytes(pixels, Shape.of(4), labels, 3);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int time = 0; time < 2; time++) {
            digest.update(pixels);
            digest.update(labels);
        }
        assertThat(Checksum.of(some, some)).isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void theChecksumTellsDataApart() {
        Dataset first = SyntheticDigits.generate(20, 1).dataset();
        Dataset second = SyntheticDigits.generate(20, 2).dataset();
        assertThat(Checksum.of(first, second)).isNotEqualTo(Checksum.of(first, first));
    }
}
