package dev.inercia.examples.report.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    @TempDir
    private Path directory;

    private List<String> files() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void writesAPagePlotsResultsTheirSchemaAndAFilePerRun() {
        directory = directory.resolve("not/yet/there");
        ReportFiles.write(MadeUpReport.report(), directory);
        assertThat(files())
                .filteredOn(file -> !file.startsWith("runs/"))
                .containsExactly(
                        "index.html",
                        "plots/fig3-correct.svg",
                        "plots/fig3-loss.svg",
                        "plots/table1-correct.svg",
                        "plots/table1-z.svg",
                        "results.json",
                        "results.schema.json");
        assertThat(files())
                .filteredOn(file -> file.startsWith("runs/"))
                .hasSize(14)
                .contains(
                        "runs/fig3-momentum-0-9-seed-2.csv",
                        "runs/table1-" + Text.slug(MadeUpReport.LONG_LABEL) + "-seed-1.csv");
    }

    @Test
    void areTheSameInEveryCountry() {
        Locale usual = Locale.getDefault();
        ReportFiles.write(MadeUpReport.report(), directory.resolve("usual"));
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            ReportFiles.write(MadeUpReport.report(), directory.resolve("arabic"));
        } finally {
            Locale.setDefault(usual);
        }
        for (String file : files()) {
            if (file.startsWith("usual")) {
                assertThat(directory.resolve(file.replace("usual", "arabic")))
                        .hasSameBinaryContentAs(directory.resolve(file));
            }
        }
    }

    @Test
    void anInterruptedReportOfNothingHasItsFilesToo() {
        Report nothing = new Report(MadeUpReport.conditions("MNIST"), List.of(), List.of("fig1"));
        ReportFiles.write(nothing, directory);
        assertThat(files()).containsExactly("index.html", "results.json", "results.schema.json");
    }

    /** As after Ctrl-C. */
    static final class WriteWhileShuttingDown {

        public static void main(String[] args) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> ReportFiles.write(MadeUpReport.report(), Path.of(args[0]))));
        }
    }

    @Test
    void canBeWrittenWhileTheJvmShutsDown() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriteWhileShuttingDown.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(files()).hasSize(7 + 14).contains("index.html");
    }

    @Test
    void refusesTwoChartsOfOneNameBeforeWritingAnything() {
        Outcome outcome = MadeUpReport.report().outcomes().get(0);
        Report twice = new Report(MadeUpReport.conditions("MNIST"), List.of(outcome, outcome), List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReportFiles.write(twice, directory))
                .withMessage("Two charts are called 'fig3-correct', of fig3 and of fig3, but each is a file of that"
                        + " name: name one otherwise");
        assertThat(files()).isEmpty();
    }
}
