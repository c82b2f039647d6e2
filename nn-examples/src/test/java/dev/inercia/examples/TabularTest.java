package dev.inercia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a CSV file to predictions for new rows. */
class TabularTest {

    private static final Pattern CORRECT = Pattern.compile("(\\d+) / (\\d+) correct");

    private static String run(int code, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        try {
            assertThat(Console.run(new Tabular(), arguments)).isEqualTo(code);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static double accuracy(String text) {
        Matcher correct = CORRECT.matcher(text);
        assertThat(correct.find()).as(text).isTrue();
        return Double.parseDouble(correct.group(1)) / Double.parseDouble(correct.group(2));
    }

    @Test
    void classifiesTheTableThatItBrings(@TempDir Path out) throws IOException {
        String text = run(0, "--out", out.toString());

        assertThat(text)
                .startsWith("564 examples [30], 2 classes [benign, malignant]\n")
                .containsPattern("Best of \\d+ epochs on 113 validation rows: Epoch \\d+: \\d+ / 113, loss ")
                .containsPattern("\nactual +benign malignant +recall")
                .containsPattern("\nROC AUC 0\\.9\\d+\n")
                .containsPattern("New rows:\n1: benign, probability \\d\\.\\d{3}\n2: benign")
                .containsPattern("\n4: malignant, probability ")
                .containsPattern("\n5: (benign|malignant), probability [01]\\.\\d{3}\n$");
        assertThat(accuracy(text)).isGreaterThan(0.93);
        for (String picture : new String[] {"confusion", "roc"}) {
            assertThat(out.resolve(picture + ".svg")).content().contains("<svg");
        }
        Network network = Network.load(out.resolve("network.safetensors"));
        assertThat(network.architecture().classNames()).containsExactly("benign", "malignant");
    }

    @Test
    void classifiesATableOfTheUsers(@TempDir Path out) throws IOException {
        Random random = new Random(1);
        StringBuilder csv = new StringBuilder("length,colour,kind\n");
        for (int i = 0; i < 150; i++) {
            String kind = "abc".substring(i % 3, i % 3 + 1);
            String colour = i % 3 == 2 ? "red" : "green";
            csv.append(String.format(
                    Locale.ROOT,
                    "%.3f,%s,%s%n",
                    1000 * (i % 3 == 1 ? 3 : 1) + 100 * random.nextGaussian(),
                    colour,
                    kind));
        }
        Path table = Files.writeString(out.resolve("table.csv"), csv);
        Path rows = Files.writeString(out.resolve("rows.csv"), "colour,length\ngreen,3005\nred,950\n");

        String text =
                run(0, "--csv", table.toString(), "--label", "kind", "--new", rows.toString(), "--out", out.toString());

        assertThat(text)
                .startsWith("150 examples [3], 3 classes [a, b, c]\n")
                .containsPattern("1: b, probability 0\\.\\d+\n2: c, probability ");
        assertThat(accuracy(text)).isGreaterThan(0.95);
        assertThat(run(0, "--csv", table.toString(), "--label", "kind", "--out", out.toString()))
                .doesNotContain("New rows");
    }

    @Test
    void badArgumentsAreOneLine(@TempDir Path out) throws IOException {
        Path table = Files.writeString(out.resolve("table.csv"), "a,b\n1,x\n2,y\n");
        assertThat(run(2, "--csv", table.toString(), "--label", "c", "--out", out.toString()))
                .isEqualTo("There is no column 'c' in table.csv; there are [a, b] (--help shows all options)\n");
        assertThat(run(2, "--csv", out.resolve("none.csv").toString(), "--out", out.toString()))
                .startsWith("Cannot read ")
                .hasLineCount(1);
        assertThat(run(2, "--csv", table.toString(), "--label", "b", "--out", out.toString()))
                .contains("Cannot split 2 examples at fractions of 0.6 and 0.2");
    }
}
