package dev.inercia.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.mnist.Mnist;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.optim.Adam;
import dev.inercia.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions read their own part: together all examples, each once. */
class ReadingTest {

    @TempDir
    Path directory;

    @Test
    void digitsOfAnyNumberOfParts() {
        String digits = DigitDirectory.synthetic(directory, 31, 5);
        int[] expected = Mnist.load(directory).train().subset(3, 31).labels();
        for (int parts : new int[] {1, 3, 28}) {
            List<Integer> labels = new ArrayList<>();
            for (DigitPart part : new DigitPart(digits, 3, 31).split(parts)) {
                Arrays.stream(part.load().labels()).forEach(labels::add);
            }
            assertThat(labels)
                    .containsExactlyElementsOf(Arrays.stream(expected).boxed().toList());
        }
    }

    private static final CsvLines LINES = new CsvLines("x, y, kind", "kind", List.of("left", "right"));

    private record Line() implements Recipe {
        @Override
        public Trainer trainer() {
            Network network = Network.input(2)
                    .layer(new Dense(2))
                    .output(new Softmax())
                    .seed(1)
                    .build();
            return new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.1))
                    .batchSize(4)
                    .epochs(5);
        }
    }

    @Test
    void linesOfACsvFile() throws IOException {
        StringBuilder text = new StringBuilder("x, y, kind\n");
        for (int i = 0; i < 200; i++) {
            text.append(i % 2 == 0 ? -1 - i % 3 : 1 + i % 3)
                    .append(",\"0.5\",")
                    .append(i % 2 == 0 ? "left\n" : " right\n");
        }
        Path file = Files.writeString(directory.resolve("table.csv"), text);
        Contexts.local("local[2]", context -> {
            JavaRDD<String> lines = context.textFile(file.toString(), 3);
            CsvLines reader = LINES;
            List<Integer> sizes = lines.mapPartitionsWithIndex(
                            (partition, rows) ->
                                    List.of(reader.read(partition, rows).size()).iterator(),
                            false)
                    .collect();
            assertThat(sizes).hasSizeGreaterThanOrEqualTo(3).doesNotContain(0);
            assertThat(sizes.stream().mapToInt(i -> i).sum()).isEqualTo(200);
            TrainingResult result = new AveragedTraining<>(new Line(), LINES).train(context, lines);
            Dataset all = LINES.read(0, lines.collect().iterator());
            assertThat(result.network().evaluate(all, new Accuracy()).correct()).isEqualTo(200);
            return null;
        });
    }

    @Test
    void refusesLinesThatDoNotFitTheHeader() {
        assertThatThrownBy(() -> LINES.read(0, List.of("1, 2").iterator()))
                .hasMessage("Expected 3 fields as in the header, but the line '1, 2' has 2");
        assertThatThrownBy(() -> LINES.read(0, List.of("1, two, left").iterator()))
                .hasMessage("Expected a number in field 2 of the line '1, two, left'");
        assertThatThrownBy(() -> new CsvLines("x, y", "kind", List.of()))
                .hasMessage("There is no column 'kind' in the header 'x, y'");
    }
}
