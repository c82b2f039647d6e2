package dev.inercia.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.BalancedAccuracy;
import dev.inercia.nn.metric.Metric;
import dev.inercia.optim.Adam;
import dev.inercia.train.Checkpoints;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tensorflow.framework.Summary;

/** What training leaves for tools to read. */
class LogTest {

    private static final Dataset DATA = points(60);

    private static final Locale LOCALE = Locale.getDefault();

    @TempDir
    private Path directory;

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(LOCALE);
    }

    static Dataset points(int count) {
        Random random = new Random(count);
        float[][] x = new float[count][3];
        int[] y = new int[count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < 3; j++) {
                x[i][j] = random.nextFloat() - 0.5f;
            }
            y[i] = x[i][0] > 0 ? 1 : 0;
        }
        return Dataset.of(x, y);
    }

    static Trainer trainer() {
        Network network = Network.input(3)
                .layer(new Dense(4, new Tanh()))
                .layer(new Dense(2))
                .output(new Softmax())
                .seed(1)
                .build();
        return new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01))
                .batchSize(10)
                .epochs(3)
                .validation(points(20));
    }

    private static List<List<String>> cells(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> List.of(line.split(",", -1)))
                .toList();
    }

    @Test
    void aRowOfCsvAfterEveryEpoch() throws IOException {
        Locale.setDefault(Locale.GERMANY);
        Path file = directory.resolve("log.csv");
        List<Integer> lines = new ArrayList<>();
        History history = trainer()
                .listener(new CsvLog(file))
                .onEpoch((training, epoch) -> lines.add(count(file)))
                .train(DATA);
        assertThat(lines).as("readable at once").containsExactly(2, 3, 4);
        List<List<String>> cells = cells(file);
        assertThat(cells.get(0))
                .containsExactly(
                        "epoch",
                        "loss",
                        "validation loss",
                        "accuracy",
                        "validation accuracy",
                        "learning rate",
                        "training seconds",
                        "evaluation seconds");
        for (int i = 1; i <= 3; i++) {
            assertThat(cells.get(i)).hasSize(8);
            assertThat(Integer.parseInt(cells.get(i).get(0))).isEqualTo(i);
            assertThat(Double.parseDouble(cells.get(i).get(1)))
                    .isEqualTo(history.epochs().get(i - 1).loss());
            assertThat(Double.parseDouble(cells.get(i).get(4)))
                    .isEqualTo(history.epochs().get(i - 1).accuracy());
            assertThat(Double.parseDouble(cells.get(i).get(5))).isEqualTo(0.01);
        }
    }

    private static int count(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            return -1;
        }
    }

    /** A name that needs quotes. */
    private record Odd(Metric metric) implements Metric {

        @Override
        public String name() {
            return "share, \"in\"\nall";
        }

        @Override
        public void add(INDArray predictions, INDArray targets, double[] weights) {
            metric.add(predictions, targets, weights);
        }

        @Override
        public double value() {
            return metric.value();
        }

        @Override
        public Metric fresh() {
            return new Odd(metric.fresh());
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }
    }

    /** The file has rows of epochs that are taken again; the metrics are others now. */
    @Test
    void csvGoesOnOverAResumeWithOneHeader() throws IOException {
        Path file = directory.resolve("log.csv");
        Path checkpoints = Files.createDirectory(directory.resolve("checkpoints"));
        trainer()
                .epochs(4)
                .listener(new CsvLog(file))
                .listener(new Checkpoints(checkpoints).keepLast(9))
                .train(DATA);
        List<String> before = Files.readAllLines(file);
        trainer()
                .epochs(5)
                .listener(new CsvLog(file))
                .resume(checkpoints.resolve("checkpoint-step0000000012-epoch000002.safetensors"), DATA);
        List<String> after = Files.readAllLines(file);
        assertThat(after).hasSize(6);
        assertThat(after.subList(0, 3)).isEqualTo(before.subList(0, 3));
        assertThat(cells(file).stream().map(row -> row.get(0))).containsExactly("epoch", "1", "2", "3", "4", "5");
        trainer()
                .epochs(6)
                .metrics(new Odd(new BalancedAccuracy()))
                .listener(new CsvLog(file))
                .resuming(dev.inercia.train.Setting.METRICS)
                .resume(checkpoints, DATA);
        String text = Files.readString(file);
        assertThat(text)
                .startsWith(
                        "epoch,loss,validation loss,accuracy,validation accuracy,\"share, \"\"in\"\"\nall\",\"validation"
                                + " share, \"\"in\"\"\nall\",learning rate,");
        List<String> rows = text.lines().filter(line -> line.matches("\\d,.*")).toList();
        assertThat(rows).hasSize(6);
        assertThat(rows.get(3).split(",", -1)).hasSize(10).contains("", "");
        assertThat(rows.get(4).split(",", -1)).hasSize(10).doesNotContain("");
    }

    @Test
    void aLogThatCannotBeWrittenStopsNothing() throws IOException {
        Path inTheWay = Files.createFile(directory.resolve("file"));
        History history = trainer()
                .listener(new CsvLog(inTheWay.resolve("log.csv")))
                .listener(new TensorBoard(inTheWay))
                .train(DATA);
        assertThat(history.epochs()).hasSize(3);
        assertThat(history.warnings()).hasSize(2);
        assertThat(history.warnings().get(0).message())
                .startsWith("the log " + inTheWay.resolve("log.csv") + " cannot be written, and training goes on: ");
        assertThat(history.warnings().get(1).message())
                .startsWith("the log in " + inTheWay + " cannot be written, and training goes on without: ");
    }

    private List<Path> eventFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static List<String> tags(EventReader.Event event) {
        return event.summary().getValueList().stream()
                .map(Summary.Value::getTag)
                .toList();
    }

    private static float value(EventReader.Event event, String tag) {
        return event.summary().getValueList().stream()
                .filter(value -> value.getTag().equals(tag))
                .findFirst()
                .orElseThrow()
                .getSimpleValue();
    }

    @Test
    void theChecksumIsThatOfTheSpecification() {
        byte[] digits = "123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(EventReader.crc(digits, 0, 9)).isEqualTo(0xE3069283);
    }

    @Test
    void tensorBoardReadsEpochsAndSettings() throws IOException {
        Trainer trainer = trainer().listener(new TensorBoard(directory));
        History history = trainer.train(DATA);
        assertThat(eventFiles())
                .singleElement()
                .satisfies(file -> assertThat(file.getFileName().toString())
                        .matches("events\\.out\\.tfevents\\.\\d{10}\\..+\\.\\d+\\.\\d+"));
        List<EventReader.Event> events = EventReader.read(eventFiles().get(0));
        assertThat(events).hasSize(5);
        assertThat(events.get(0).version()).isEqualTo("brain.Event:2");
        Summary.Value settings = events.get(1).summary().getValue(0);
        assertThat(settings.getTag()).isEqualTo("settings/text_summary");
        assertThat(settings.getMetadata().getPluginData().getPluginName()).isEqualTo("text");
        assertThat(settings.getTensor().getDtype()).isEqualTo(org.tensorflow.framework.DataType.DT_STRING);
        assertThat(settings.getTensor().getTensorShape().getDim(0).getSize()).isEqualTo(1);
        assertThat(settings.getTensor().getStringVal(0).toStringUtf8())
                .contains("Adam[learningRate=0.01", "batch size 10, 3 epochs", "60 examples [3], 2 classes");
        for (int i = 0; i < 3; i++) {
            EventReader.Event event = events.get(2 + i);
            assertThat(event.step()).isEqualTo(6 * (i + 1));
            assertThat(event.wallTime()).isCloseTo(System.currentTimeMillis() / 1e3, within(600.0));
            assertThat(tags(event))
                    .containsExactly(
                            "train/loss",
                            "validation/loss",
                            "train/accuracy",
                            "validation/accuracy",
                            "learning_rate",
                            "gradient_norm/0",
                            "gradient_norm/1");
            assertThat(value(event, "train/loss"))
                    .isEqualTo((float) history.epochs().get(i).loss());
            assertThat(value(event, "validation/accuracy"))
                    .isEqualTo((float) history.epochs().get(i).accuracy());
            assertThat(value(event, "learning_rate")).isEqualTo(0.01f);
        }
    }

    @Test
    void theNormsAreThoseOfTheGradient() throws IOException {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            Path own = Files.createDirectory(directory.resolve(type.toString()));
            Network network = Network.input(3)
                    .layer(new Dense(600, new Tanh()))
                    .layer(new Dense(2))
                    .output(new Softmax())
                    .type(type)
                    .build();
            double[] norm = new double[1];
            trainer()
                    .network(network)
                    .epochs(1)
                    .onEpoch((training, epoch) -> norm[0] = Math.hypot(
                            training.gradients().get("0.weight").norm2Number().doubleValue(),
                            training.gradients().get("0.bias").norm2Number().doubleValue()))
                    .listener(new TensorBoard(own))
                    .train(DATA);
            try (Stream<Path> files = Files.list(own)) {
                List<EventReader.Event> events =
                        EventReader.read(files.findFirst().orElseThrow());
                assertThat((double) value(events.get(2), "gradient_norm/0")).isCloseTo(norm[0], within(1e-5 * norm[0]));
            }
        }
    }

    @Test
    void stepsAreWrittenIfAskedFor() throws IOException {
        trainer()
                .epochs(1)
                .accumulate(2)
                .listener(new TensorBoard(directory).everySteps(2))
                .train(DATA);
        List<EventReader.Event> events = EventReader.read(eventFiles().get(0));
        assertThat(events.subList(2, events.size()).stream().map(EventReader.Event::step))
                .containsExactly(2L, 3L);
        assertThat(tags(events.get(2))).startsWith("step/loss", "learning_rate", "gradient_norm/0");
        assertThatThrownBy(() -> new TensorBoard(directory).everySteps(-1))
                .hasMessageContaining("everySteps must be at least 0");
    }

    /** Readers drop the steps that are taken again. Two writers at once have files of their own. */
    @Test
    void aResumedTrainingAddsAFile() throws IOException {
        Path checkpoints = Files.createTempDirectory("checkpoints");
        trainer()
                .listener(new TensorBoard(directory))
                .listener(new TensorBoard(directory))
                .listener(new Checkpoints(checkpoints).keepLast(9))
                .train(DATA);
        assertThat(eventFiles()).hasSize(2);
        trainer()
                .listener(new TensorBoard(directory))
                .resume(checkpoints.resolve("checkpoint-step0000000006-epoch000001.safetensors"), DATA);
        assertThat(eventFiles()).hasSize(3);
        List<List<EventReader.Event>> all = new ArrayList<>();
        for (Path file : eventFiles()) {
            all.add(EventReader.read(file));
        }
        assertThat(all.get(1).stream().map(EventReader.Event::session)).containsOnly(0);
        List<EventReader.Event> resumed = all.stream()
                .filter(events -> events.get(1).session() == 1)
                .findFirst()
                .orElseThrow();
        assertThat(resumed.get(1).step()).isEqualTo(7);
        assertThat(resumed.subList(3, resumed.size()).stream().map(EventReader.Event::step))
                .containsExactly(12L, 18L);
    }

    /** A file cut anywhere still has all that was written before. */
    @Test
    void aTornFileCanBeRead() throws IOException {
        trainer().listener(new TensorBoard(directory)).train(DATA);
        Path file = eventFiles().get(0);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 3));
        assertThat(EventReader.read(file)).hasSize(4);
    }
}
