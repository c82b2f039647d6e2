package dev.inercia.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example as a user starts it: from a JVM without Spark's options, which starts one that has them. */
class SparkDigitsTest {

    private static final long LIMIT_SECONDS = 120;

    @TempDir
    Path directory;

    @Test
    void searchesAndTrainsInOneCommand() throws IOException, InterruptedException {
        String digits = DigitDirectory.synthetic(directory.resolve("digits"), 600, 100);
        String output = run(0, "--data", digits, "--epochs", "2", "--units", "10", "--partitions", "3", "--every", "5");
        assertThat(output)
                .contains("local[2]", "Searching among 8 candidates", "averaging every 5 steps")
                .containsPattern("Epoch 2: \\d+ / 100, loss")
                .containsPattern("rounds of 0\\.\\d\\d MB a partition in")
                .containsPattern("Test: \\d+ / 100");
    }

    @Test
    void saysWhatIsWrongInALine() throws IOException, InterruptedException {
        assertThat(run(2, "--epochs", "0").strip())
                .isEqualTo("--epochs must be at least 1, but is 0 (--help shows all options)");
    }

    private String run(int code, String... args) throws IOException, InterruptedException {
        File output = directory.resolve("output.txt").toFile();
        Process process = new ProcessBuilder(SparkJvm.command(List.of(), SparkDigits.class, args))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String text = Files.readString(output.toPath());
        assertThat(process.exitValue()).as(text).isEqualTo(code);
        return text;
    }
}
