package dev.inercia.examples.report.output;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.style;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.title;
import static j2html.TagCreator.ul;

import dev.inercia.plot.Plot;
import dev.inercia.plot.PlotStyle;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import dev.inercia.train.page.Curves;
import j2html.TagCreator;
import j2html.tags.DomContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The record of an example's trainings, as the report leaves one, in a directory of its own: {@code index.html} with
 * results, curves, warnings, settings and conditions; {@code plots/NAME.svg}; {@code results.json};
 * {@code runs/LABEL.csv}, a row an epoch.
 *
 * <pre>{@code
 * new TrainingRecord("LeNet-5", mnist.source())
 *         .add("seed 1", trainer, trainer.train(data))
 *         .measured("99.3 % of 10,000 test images")
 *         .write(Path.of("inercia-lenet"));
 * }</pre>
 */
public final class TrainingRecord {

    /** A finished training. */
    private record Run(String label, String csv, String settings, String network, History history) {}

    /** {@code results.json}. */
    private record Document(
            String title,
            String data,
            Map<String, Object> conditions,
            List<String> results,
            List<String> plots,
            List<Run> runs) {}

    private final String title;
    private final String data;
    private final List<Run> runs = new ArrayList<>();
    private final List<String> results = new ArrayList<>();

    /**
     * An empty record.
     *
     * @param title what was trained
     * @param data what it was trained on
     */
    public TrainingRecord(String title, String data) {
        this.title = title;
        this.data = data;
    }

    /**
     * Adds a training that has ended.
     *
     * @param label its name, different from the others'
     * @param trainer its settings and network
     * @param history what it came to
     */
    public TrainingRecord add(String label, Trainer trainer, History history) {
        if (runs.stream().anyMatch(run -> run.label().equals(label))) {
            throw new IllegalArgumentException("Training '" + label + "' is in the record already; add it as another");
        }
        String csv = RunFiles.DIRECTORY + "/" + (runs.size() + 1) + "-" + Text.slug(label) + ".csv";
        runs.add(new Run(label, csv, trainer.toString(), trainer.network().summary(), history));
        return this;
    }

    /** Adds a result, in a sentence or several lines. */
    public TrainingRecord measured(String result) {
        results.add(result);
        return this;
    }

    /**
     * Writes the record to a new directory named by date and time, and prints where its page is.
     *
     * @param parent created if it does not exist
     * @return the new directory
     * @throws UncheckedIOException if a file cannot be written
     */
    public Path write(Path parent) {
        Path directory = OutputDirectory.create(parent, LocalDateTime.now());
        List<? extends Plot> plots = plots();
        try {
            Files.createDirectories(directory.resolve(RunFiles.DIRECTORY));
            Files.createDirectories(directory.resolve(Plots.DIRECTORY));
            for (Run run : runs) {
                run.history().writeCsv(directory.resolve(run.csv()));
            }
            for (Plot plot : plots) {
                Files.writeString(directory.resolve(Plots.svg(plot)), Plots.document(plot, Locale.ENGLISH));
            }
            Files.writeString(
                    directory.resolve("results.json"),
                    ResultsJson.write(new Document(
                            title,
                            data,
                            conditions(),
                            results,
                            plots.stream().map(Plots::svg).toList(),
                            runs)));
            Files.writeString(directory.resolve("index.html"), page(plots));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + directory + ": " + e.getMessage(), e);
        }
        System.out.println("Page: " + directory.resolve("index.html").toAbsolutePath());
        return directory;
    }

    private List<? extends Plot> plots() {
        if (runs.isEmpty()) {
            return List.of();
        }
        Curves curves = Curves.of(runs.get(0).label(), runs.get(0).history());
        for (Run run : runs.subList(1, runs.size())) {
            curves = curves.and(run.label(), run.history());
        }
        return curves.plots();
    }

    private Map<String, Object> conditions() {
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("machine", Machine.description());
        conditions.put("cores", Machine.cores());
        conditions.put("java", Machine.java());
        conditions.put("version", Machine.version());
        conditions.put("started", Machine.started().toString());
        conditions.put(
                "seconds", Duration.between(Machine.started(), Instant.now()).toMillis() / 1e3);
        return conditions;
    }

    private String page(List<? extends Plot> plots) {
        return TagCreator.document(html(
                        head(
                                meta().withCharset("utf-8"),
                                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                meta().withName("color-scheme").withContent("light dark"),
                                title(title),
                                style(rawHtml(PlotStyle.css() + ReportFiles.resource("page.css")))),
                        body(
                                header(h1(title), p(data).withClass("lead")),
                                main(
                                        iff(
                                                !results.isEmpty(),
                                                section(h2("Results"), each(results, result -> pre(result)))),
                                        section(
                                                h2("Curves"),
                                                each(plots, plot -> Plots.figureOf(plot, Locale.ENGLISH)),
                                                warnings()),
                                        section(h2("Trainings"), each(runs, TrainingRecord::training)),
                                        section(h2("Conditions"), conditionsList())),
                                footer(p(a("results.json").withHref("results.json")))))
                .withLang("en"));
    }

    private DomContent warnings() {
        List<String> lines = new ArrayList<>();
        for (Run run : runs) {
            run.history().warnings().forEach(warning -> lines.add(run.label() + ". " + warning));
            run.history().stopReason().ifPresent(reason -> lines.add(run.label() + ". Stopped: " + reason));
        }
        return lines.isEmpty()
                ? p("No warnings.")
                : div(ul(each(lines, line -> li(line)))).withClass("warnings");
    }

    private static DomContent training(Run run) {
        return details(
                summary(run.label()),
                p(run.settings()),
                pre(run.network()),
                pre(run.history().toString()),
                p(a("CSV").withHref(run.csv())));
    }

    private DomContent conditionsList() {
        return TagCreator.dl(each(
                conditions().entrySet(),
                entry -> div(TagCreator.dt(entry.getKey()), TagCreator.dd(String.valueOf(entry.getValue())))));
    }
}
