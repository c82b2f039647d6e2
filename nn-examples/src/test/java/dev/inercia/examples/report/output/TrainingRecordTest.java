package dev.inercia.examples.report.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.optim.Sgd;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainingRecordTest {

    private static final Dataset DATA = Dataset.of(new double[][] {{0}, {1}}, new double[][] {{0}, {1}});

    @TempDir
    private Path directory;

    private static Trainer trainer(long seed) {
        Network network = Network.input(1)
                .layer(new Dense(1))
                .output(new Sigmoid())
                .seed(seed)
                .build();
        return new Trainer(network, new MeanSquaredError(), new Sgd(0.5))
                .epochs(3)
                .seed(seed);
    }

    private static TrainingRecord record() {
        TrainingRecord record = new TrainingRecord("A <small> network", "two rows");
        for (long seed : new long[] {1, 2}) {
            Trainer trainer = trainer(seed);
            History history = trainer.train(DATA);
            record.add("seed " + seed, trainer, history);
        }
        return record.measured("2 of 2\nright");
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void hasAPagePlotsResultsAndAFilePerTraining() throws IOException {
        Path record = record().write(directory.resolve("records"));

        assertThat(record).hasParent(directory.resolve("records"));
        assertThat(files(record))
                .containsExactly(
                        "index.html", "plots/loss.svg", "results.json", "runs/1-seed-1.csv", "runs/2-seed-2.csv");
        assertThat(Files.readAllLines(record.resolve("runs/2-seed-2.csv")))
                .hasSize(4)
                .first()
                .asString()
                .startsWith("epoch,");
        assertThat(record().write(directory.resolve("records"))).isNotEqualTo(record);
    }

    @Test
    void theResultsHaveWhatWasTrainedAndUnderWhichConditions() throws IOException {
        JsonNode json = JsonMapper.shared().readTree(record().write(directory).resolve("results.json"));

        assertThat(json.at("/title").asString()).isEqualTo("A <small> network");
        assertThat(json.at("/results/0").asString()).isEqualTo("2 of 2\nright");
        assertThat(json.at("/plots/0").asString()).isEqualTo("plots/loss.svg");
        assertThat(json.at("/conditions/java").asString()).isNotBlank();
        assertThat(json.at("/conditions/seconds").asDouble()).isPositive();
        assertThat(json.at("/runs")).hasSize(2);
        assertThat(json.at("/runs/1/label").asString()).isEqualTo("seed 2");
        assertThat(json.at("/runs/1/csv").asString()).isEqualTo("runs/2-seed-2.csv");
        assertThat(json.at("/runs/1/settings").asString()).contains("Sgd");
        assertThat(json.at("/runs/1/history/epochs")).hasSize(3);
        assertThat(json.at("/runs/1/history/epochs/2/loss").asDouble()).isPositive();
    }

    @Test
    void thePageNeedsNothingElse() throws IOException {
        Path record = record().write(directory);
        Document page = Jsoup.parse(Files.readString(record.resolve("index.html")));

        assertThat(page.selectFirst("h1").text()).isEqualTo("A <small> network");
        assertThat(page.select("pre").get(0).wholeText()).isEqualTo("2 of 2\nright");
        assertThat(page.select("figure .wide svg > title").eachText()).containsExactly("Loss");
        assertThat(page.select("summary").eachText()).containsExactly("seed 1", "seed 2");
        assertThat(page.select("link, script, iframe, img")).isEmpty();
        for (String link : page.select("a").eachAttr("href")) {
            assertThat(record.resolve(link)).isRegularFile();
        }
    }

    @Test
    void labelsAreDifferent() {
        TrainingRecord record = record();
        Trainer trainer = trainer(1);
        History history = trainer.train(DATA);
        assertThatThrownBy(() -> record.add("seed 1", trainer, history))
                .hasMessage("Training 'seed 1' is in the record already; add it as another");
    }
}
