package dev.inercia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.train.History;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every example, run small. */
class ExamplesTest {

    private static String printed(Supplier<?> example) {
        PrintStream out = System.out;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            example.get();
        } finally {
            System.setOut(out);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static String errors(String... arguments) {
        PrintStream err = System.err;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            assertThat(Console.run(new ReportNetwork(), arguments)).isEqualTo(CommandLine.ExitCode.USAGE);
        } finally {
            System.setErr(err);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    void quickStartLearnsTheCircle() {
        String text = printed(() -> {
            QuickStart.main(new String[0]);
            return null;
        });
        assertThat(text.lines()).hasSize(30);
        String last = text.lines().reduce((first, second) -> second).orElseThrow();
        assertThat(last).matches("Epoch 30: \\d+ / 200");
        assertThat(Integer.parseInt(last.replaceAll("Epoch 30: (\\d+) / 200", "$1")))
                .isGreaterThan(180);
    }

    @Test
    void xorIsLearned() {
        Network network = Xor.train();
        float[] probability = new float[1];
        for (int i = 0; i < 4; i++) {
            network.predict(new float[] {i / 2, i % 2}, probability);
            assertThat(probability[0] > 0.9f).isEqualTo(i == 1 || i == 2);
            assertThat(probability[0] < 0.1f).isEqualTo(i == 0 || i == 3);
        }
    }

    @Test
    void theSineIsLearned() {
        assertThat(SineRegression.run().last().orElseThrow().validationLoss()).isLessThan(0.002);
    }

    @Test
    void theReportsNetworkPrintsItsLinePerEpoch() {
        Dataset few = SyntheticDigits.generate(600, 1).dataset();
        Digits digits =
                new Digits("600 synthetic digits", few.subset(0, 500), few.subset(500, 600), few.subset(500, 600));
        History[] history = new History[1];
        String text = printed(() -> history[0] = ReportNetwork.run(digits, 3, 1));
        assertThat(history[0].epochs()).hasSize(3);
        assertThat(text)
                .startsWith("Data: 600 synthetic digits")
                .contains("500 images to train on, 100 to test on")
                .contains("Momentum[learningRate=0.07, momentum=0.9], Quadratic[], batch size 10, 3 epochs, seed 1")
                .containsPattern("Epoch 3: \\d+ / 100   loss 0\\.\\d{4}   training \\d+\\.\\d\\d s")
                .contains("actual     0     1     2     3     4     5     6     7     8     9")
                .containsPattern("Best: Epoch \\d: \\d+ / 100");
    }

    @Test
    void badArgumentsAreOneLine(@TempDir Path empty) {
        assertThat(errors("--epochs", "0"))
                .isEqualToNormalizingNewlines("--epochs must be at least 1, but is 0 (--help shows all options)\n");
        assertThat(errors("--epochs", "x").lines()).hasSize(1);
        assertThat(errors("--data", empty.resolve("none").toString()).lines())
                .singleElement()
                .asString()
                .contains("none does not exist");
        assertThat(errors("--data", empty.toString())).contains("train-images-idx3-ubyte");
    }
}
