package dev.inercia.examples.report.output;

import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Report;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.plot.Plot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A report's files: {@code index.html}, which is self-contained; {@code plots/NAME.svg}; {@code results.json} with its schema, {@code results.schema.json}; {@code runs/*.csv}.
 */
public final class ReportFiles {

    private static final String PAGE = "index.html";
    private static final String SCHEMA = "results.schema.json";

    private ReportFiles() {}

    /**
     * Writes all files, the page last, so if it exists the others do too.
     *
     * @param directory created if it does not exist; files of the same names are replaced
     * @throws IllegalArgumentException if two charts have the same name
     * @throws UncheckedIOException if a file cannot be written
     */
    public static void write(Report report, Path directory) {
        Map<String, Plot> plots = plots(report);
        Messages messages = Messages.in(report.conditions().language());
        try {
            Files.createDirectories(directory.resolve(RunFiles.DIRECTORY));
            for (Outcome outcome : report.outcomes()) {
                RunFiles.write(outcome, directory);
            }
            Files.createDirectories(directory.resolve(Plots.DIRECTORY));
            for (Plot plot : plots.values()) {
                Files.writeString(directory.resolve(Plots.svg(plot)), Plots.document(plot, messages.locale()));
            }
            Files.writeString(directory.resolve(SCHEMA), resource(SCHEMA));
            Files.writeString(directory.resolve("results.json"), ResultsJson.of(report, SCHEMA));
            Path unfinished = directory.resolve(PAGE + ".tmp");
            Files.writeString(unfinished, new Page(report, messages).document());
            Files.move(unfinished, directory.resolve(PAGE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The plots by name. */
    private static Map<String, Plot> plots(Report report) {
        Map<String, String> owners = new LinkedHashMap<>();
        Map<String, Plot> plots = new LinkedHashMap<>();
        for (Outcome outcome : report.outcomes()) {
            for (Plot plot : outcome.charts()) {
                String other = owners.putIfAbsent(plot.name(), outcome.id());
                if (other != null) {
                    throw new IllegalArgumentException("Two charts are called '" + plot.name() + "', of " + other
                            + " and of " + outcome.id() + ", but each is a file of that name: name one otherwise");
                }
                plots.put(plot.name(), plot);
            }
        }
        return plots;
    }

    /** Reads a resource beside this class. */
    static String resource(String name) {
        try (InputStream in = ReportFiles.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
