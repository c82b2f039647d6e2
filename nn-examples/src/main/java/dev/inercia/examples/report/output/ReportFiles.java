package dev.inercia.examples.report.output;

import dev.inercia.examples.plot.Chart;
import dev.inercia.examples.plot.Plot;
import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.result.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a report: {@code index.html}, complete in itself; {@code results.json} and its schema; {@code plots/} as PNG and
 * SVG; {@code runs/} as CSV.
 */
public final class ReportFiles {

    private ReportFiles() {}

    /**
     * Writes a report into a directory that exists. The page comes last: where it is, all is.
     *
     * @throws UncheckedIOException if something cannot be written
     */
    public static void write(Report report, Path directory) {
        try {
            Path runs = Files.createDirectories(directory.resolve("runs"));
            Path plots = Files.createDirectories(directory.resolve("plots"));
            Map<String, byte[]> pictures = new HashMap<>();
            for (Outcome outcome : report.outcomes()) {
                for (Run run : outcome.runs()) {
                    Files.writeString(runs.resolve(CsvFile.name(outcome.id(), run)), CsvFile.of(run));
                }
                for (Chart chart : outcome.charts()) {
                    Plot plot = Plot.of(chart);
                    plot.write(plots);
                    pictures.put(chart.name(), plot.png());
                }
            }
            Files.writeString(directory.resolve("results.json"), JsonResults.of(report));
            Files.writeString(directory.resolve("results.schema.json"), resource("results.schema.json"));
            Files.writeString(directory.resolve("index.html"), Page.of(report, pictures));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String resource(String name) {
        try (InputStream in = ReportFiles.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
