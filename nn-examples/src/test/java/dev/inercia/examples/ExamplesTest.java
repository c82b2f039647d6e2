package dev.inercia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.inercia.examples.benchmark.Benchmark;
import dev.inercia.examples.compare.Contender;
import dev.inercia.examples.compare.Measured;
import dev.inercia.examples.compare.Tournament;
import dev.inercia.examples.report.output.TrainingRecord;
import dev.inercia.examples.report.result.Run;
import dev.inercia.mnist.synthetic.SyntheticDigits;
import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.optim.Optimizer;
import dev.inercia.plot.Line;
import dev.inercia.plot.LinePlot;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.tune.RangeTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
            assertThat(example.get()).isNotNull();
        } finally {
            System.setOut(out);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static String errors(String... arguments) {
        return errors(new ReportNetwork(), arguments);
    }

    private static String errors(Callable<Integer> command, String... arguments) {
        PrintStream err = System.err;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setErr(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            assertThat(Console.run(command, arguments)).isEqualTo(CommandLine.ExitCode.USAGE);
        } finally {
            System.setErr(err);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    void quickStartLearnsTheCircle() {
        String text = printed(() -> {
            QuickStart.main(new String[0]);
            return "";
        });
        assertThat(text.lines()).hasSize(30);
        String last = text.lines().reduce((first, second) -> second).orElseThrow();
        assertThat(last).matches("Epoch 30: \\d+ / 200, loss .*");
        assertThat(Integer.parseInt(last.replaceAll("Epoch 30: (\\d+) / 200.*", "$1")))
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
        Digits digits = few();
        History[] history = new History[1];
        String text = printed(() -> history[0] = ReportNetwork.run(digits, 3, 1));
        assertThat(history[0].epochs()).hasSize(3);
        assertThat(text)
                .startsWith("Data: 600 synthetic digits")
                .contains("500 images to train on, 100 to test on")
                .contains("Momentum[learningRate=0.07, momentum=0.9], Quadratic[], batch size 10, 3 epochs, seed 1")
                .containsPattern("Epoch 3: \\d+ / 100   loss 0\\.\\d{4}   training \\d+\\.\\d\\d s")
                .contains("actual     0     1     2     3     4     5     6     7     8     9")
                .containsPattern("Best, chosen on the test images: \\d+ / 100, \\d+\\.\\d\\d %, after epoch \\d\\.");
        Run run = ReportNetwork.report(digits, history[0], 3, 1)
                .outcomes()
                .get(0)
                .runs()
                .get(0);
        assertThat(run.history().epochs()).hasSize(3);
        assertThat(run.steps()).isEqualTo(150);
    }

    @Test
    void digitsAreSqueezedAndDrawn(@TempDir Path out) {
        History[] history = new History[1];
        String text = printed(() -> history[0] = Autoencoder.run(few(), 4, out));
        assertThat(history[0].last().orElseThrow().validationLoss())
                .isLessThan(history[0].epochs().get(0).validationLoss());
        assertThat(text)
                .startsWith("Data: 600 synthetic digits")
                .containsPattern("Epoch 4 of 4: loss 0\\.\\d+, validation loss 0\\.\\d+")
                .containsPattern("Test images: pixels, from 0 to 1, are off by 0\\.\\d{3} \\(RMSE");
        assertThat(text.lines().skip(6))
                .hasSize(28 + 1)
                .anyMatch(line -> line.contains("#"))
                .last()
                .asString()
                .startsWith("Page: " + out.toAbsolutePath());
    }

    /** A process of its own: it kills itself. */
    static final class Killed {

        private Killed() {}

        public static void main(String[] args) {
            ResumeTraining.run(few(), Path.of(args[0]), 6, 20);
        }
    }

    @Test
    void aKilledTrainingIsResumed(@TempDir Path directory) throws Exception {
        ProcessBuilder killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        Killed.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        killed.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        assertThat(killed.start().waitFor()).isEqualTo(ResumeTraining.KILLED);
        History resumed = ResumeTraining.run(few(), directory, 6, -1);
        History whole = ResumeTraining.run(few(), directory.resolve("whole"), 6, -1);
        assertThat(resumed.epochs()).hasSize(6);
        assertThat(resumed.epochs().stream().map(Epoch::toString))
                .containsExactlyElementsOf(
                        whole.epochs().stream().map(Epoch::toString).toList());
        assertThat(Files.readAllLines(directory.resolve("log.csv"))).hasSize(7);
    }

    @Test
    void learningRatesAreFoundAndDrawn(@TempDir Path out) {
        List<RangeTest> tests = new ArrayList<>();
        String text = printed(() -> tests.addAll(FindLearningRate.run(few(), 1, out)));
        assertThat(tests)
                .hasSize(4)
                .allSatisfy(test -> assertThat(test.suggestion()).isPresent());
        assertThat(text).containsPattern("Momentum +Suggested learning rate 0\\.\\d+: a quarter of 0\\.\\d+");
        assertThat(text).endsWith("Plot: " + out.resolve("learning-rates.svg").toAbsolutePath() + "\n");
        assertThat(out.resolve("learning-rates.svg")).content().contains("<svg", ">Range test:", ">learning rate<");
    }

    @Test
    void everyScheduleIsDrawn(@TempDir Path out) {
        List<LinePlot> plots = new ArrayList<>();
        String text = printed(() -> plots.addAll(PlotSchedules.run(out)));
        assertThat(text.lines()).hasSize(4).allMatch(line -> line.startsWith("Plot: "));
        assertThat(plots).allSatisfy(plot -> {
            assertThat(out.resolve(plot.name() + ".svg")).content().contains("<svg");
            assertThat(plot.lines()).allSatisfy(line -> {
                assertThat(line.y()).hasSize(601);
                assertThat(Arrays.stream(line.y())).allMatch(value -> value >= 0 && value <= 1);
            });
        });
        String labels = plots.stream()
                .flatMap(plot -> plot.lines().stream())
                .map(Line::label)
                .collect(Collectors.joining("; "));
        assertThat(labels)
                .contains("ConstantRate", "StepDecay", "MultiStep", "Exponential", "Polynomial", "InverseSquareRoot")
                .contains("Cosine(", "CosineRestarts", "OneCycle", "warm-up", "then");
        double[] momentum = plots.get(3).lines().get(0).y();
        assertThat(momentum[0]).isEqualTo(0.95);
        assertThat(Arrays.stream(momentum).min()).hasValue(0.85);
    }

    @Test
    void settingsAreSearched() {
        List<SearchSettings.Settings> candidates = SearchSettings.SPACE.random(4, 1);
        List<SearchSettings.Settings> found = new ArrayList<>();
        String text = printed(
                () -> found.addAll(SearchSettings.run(few(), candidates, 2, 1).top(4)));
        assertThat(found).containsExactlyInAnyOrderElementsOf(candidates);
        assertThat(SearchSettings.SPACE.grid()).hasSize(24);
        assertThat(text.lines()).hasSize(4 + 2 + 4);
        assertThat(text)
                .containsPattern("Epoch \\d: \\d+ / 100, loss .* +\\d\\.\\d s  learning rate 0\\.\\d+, momentum 0\\.");
    }

    @Test
    void optimizersAreCompared(@TempDir Path out) throws IOException {
        Tournament tournament = new Tournament(few().training(), few().validation(), 5, 1, 1, 2);
        List<String> few = List.of("Sgd", "Muon", "RmsProp", "Adam", "StochasticWeightAveraging(Adam)");
        List<Contender> contenders = Contender.all().stream()
                .filter(contender -> few.contains(contender.name()))
                .toList();
        List<Measured> rows = new ArrayList<>();
        String text = printed(() -> rows.addAll(CompareOptimizers.run(tournament, few(), contenders, out)));
        assertThat(rows).hasSize(5).allSatisfy(row -> {
            assertThat(row.histories())
                    .hasSize(2)
                    .allSatisfy(history -> assertThat(history.epochs()).hasSize(5));
            assertThat(row.learningRate()).isPositive();
            assertThat(row.validation(5)).isBetween(0.0, 1.0);
            assertThat(row.validation(6)).isNaN();
            assertThat(row.test()).hasSize(2);
            assertThat(row.stepMicros()).isPositive();
        });
        assertThat(rows)
                .filteredOn(row -> row.contender().name().equals("Adam"))
                .singleElement()
                .satisfies(adam -> {
                    assertThat(adam.bytesPerParameter()).isEqualTo(8);
                    assertThat(adam.validation(5)).isGreaterThan(0.7);
                });
        assertThat(text)
                .contains("| optimizer                       | learning rate | after 1 epoch | after 5 |")
                .containsPattern("\\| Muon +\\|")
                .contains("Per cent of 100 validation images, and in the end of 100 test images, means over 2 seeds");
        assertThat(out.resolve("optimizers.md")).content().hasLineCount(7);
        assertThat(Files.readAllLines(out.resolve("optimizers.csv")))
                .hasSize(6)
                .first()
                .isEqualTo("optimizer,learning_rate,validation_percent_after_1,validation_percent_after_5,test_percent,"
                        + "microseconds_per_step,state_bytes_per_parameter");
        for (Contender.Family family : Contender.Family.values()) {
            String name = "optimizers-" + family.name().toLowerCase(Locale.ROOT);
            assertThat(out.resolve(name + ".svg")).content().contains("<svg");
        }
    }

    /** So that a new optimizer is compared too. */
    @Test
    void everyOptimizerIsCompared() {
        Set<Class<?>> compared = Contender.all().stream()
                .map(contender -> contender.make().at(0.01, 100).getClass())
                .collect(Collectors.toSet());
        assertThat(new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("dev.inercia.optim")
                                .stream()
                                .filter(type -> type.isAssignableTo(Optimizer.class) && !type.isInterface())
                                .map(JavaClass::reflect))
                .isNotEmpty()
                .isSubsetOf(compared);
    }

    @Test
    void theNetworkGoesBeyondTheReport(@TempDir Path out) {
        List<BeyondTheReport.Chosen> chosen = new ArrayList<>();
        TrainingRecord record = new TrainingRecord("Beyond", "600 synthetic digits");
        String text = printed(() -> chosen.addAll(BeyondTheReport.run(few(), 3, 1, 2, record)));
        assertThat(chosen).hasSize(2);
        assertThat(chosen.get(0).result().setting().images()).isEqualTo(BeyondTheReport.Images.PLAIN);
        assertThat(chosen.get(1).result().setting().images()).isNotEqualTo(BeyondTheReport.Images.PLAIN);
        assertThat(chosen).allSatisfy(each -> {
            assertThat(each.test())
                    .hasSize(2)
                    .allSatisfy(share -> assertThat(share).isGreaterThan(0.5));
            assertThat(each.result().validation()).hasSize(2);
        });
        assertThat(text)
                .contains("Correct of 100 validation images, mean and range:")
                .containsPattern("Without distorted images the best was: images as they are; rate ")
                .containsPattern("With distorted images the best was: images moved")
                .containsPattern("Test images: \\d\\d\\.\\d\\d % \\(\\d\\d\\.\\d\\d to ");
        assertThat(text.split("Test images:", -1)).hasSize(3);
        assertThat(record.write(out).resolve("runs").toFile().list()).hasSize(7 * 2);
    }

    static Digits few() {
        Dataset few = SyntheticDigits.generate(600, 1).dataset();
        return new Digits("600 synthetic digits", few.subset(0, 500), few.subset(500, 600), few.subset(500, 600));
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
        assertThat(errors(new SearchSettings(), "--random", "0"))
                .startsWith("--random must be at least 1, but is 0")
                .hasLineCount(1);
        assertThat(errors(new Autoencoder(), "--epochs", "0")).startsWith("--epochs must be at least 1, but is 0");
        assertThat(errors(new ResumeTraining(), "--epochs", "0")).startsWith("--epochs must be at least 1, but is 0");
        assertThat(errors(new SearchSettings(), "--epochs", "-1")).startsWith("--epochs must be at least 1, but is -1");
        assertThat(errors(new Benchmark(), "--soak=0")).startsWith("--soak must be at least 1, but is 0");
        assertThat(errors(new Benchmark(), "--profile", "--only", "A,F"))
                .startsWith("--profile shows the parts of a step, and F is a start: leave it out");
        assertThat(errors(new BeyondTheReport(), "--seeds", "0")).startsWith("--seeds must be at least 1, but is 0");
        assertThat(errors(new CompareOptimizers(), "--search-epochs", "0"))
                .startsWith("--search-epochs must be at least 1, but is 0")
                .hasLineCount(1);
        String none = empty.resolve("none").toString();
        assertThat(errors(new DigitPad(), "--data", none))
                .isEqualToNormalizingNewlines("--data " + none + " is not a directory (--help shows all options)\n");
        assertThat(errors(new DigitPad(), "--port", "70000", "--out", none))
                .startsWith("Expected a port from 1 to 65535, or 0 for any free one, but got 70000")
                .hasLineCount(1);
        assertThat(errors(
                        new FindLearningRate(), "--data", empty.resolve("none").toString()))
                .contains("none does not exist")
                .hasLineCount(1);
    }
}
