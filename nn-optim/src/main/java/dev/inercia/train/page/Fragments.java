package dev.inercia.train.page;

import dev.inercia.plot.Line;
import dev.inercia.plot.LinePlot;
import dev.inercia.plot.Scale;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Warning;
import dev.inercia.train.page.Curves.Labelled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parts of the page that change, as HTML by the id of the element that holds them. */
final class Fragments {

    private Fragments() {}

    static Map<String, String> of(List<Run> runs) {
        Map<String, String> parts = ofText(runs);
        parts.putAll(ofPlots(runs));
        return parts;
    }

    static Map<String, String> ofText(List<Run> runs) {
        Map<String, String> parts = new LinkedHashMap<>();
        if (runs.isEmpty()) {
            parts.put("news", "No training has begun yet.");
            return parts;
        }
        Run latest = runs.get(runs.size() - 1);
        parts.put("news", Html.escape(news(latest)));
        parts.put("progress", progress(latest));
        parts.put("warnings", warnings(runs));
        parts.put("confusion", confusion(latest));
        parts.put("runs", runs(runs));
        parts.put("numbers", numbers(runs));
        return parts;
    }

    /** What a screen reader says: it changes once an epoch, with a warning, and at the end. */
    private static String news(Run run) {
        History history = run.history();
        String text = run.name() + ". "
                + run.lastEpoch()
                        .map(epoch -> epoch.toString().replaceFirst(":", " of " + run.epochsInAll() + ":"))
                        .orElse("The first epoch is running")
                + ".";
        if (run.state() == Run.State.FINISHED) {
            text += " Training has finished.";
        }
        if (run.state() == Run.State.STOPPED) {
            text += " Training has stopped: " + history.stopReason().orElse("") + ".";
        }
        int warnings = history.warnings().size();
        return warnings == 0 ? text : text + " " + warnings + (warnings == 1 ? " warning." : " warnings.");
    }

    private static String state(Run run) {
        return switch (run.state()) {
            case RUNNING -> "<span class=\"state running\">running</span>";
            case FINISHED -> "<span class=\"state\">finished</span>";
            case STOPPED -> "<span class=\"state stopped\">stopped</span>";
        };
    }

    private static String progress(Run run) {
        int percent = (int) (100 * run.share());
        StringBuilder html = new StringBuilder("<h2>" + Html.escape(run.name()) + " " + state(run) + "</h2>\n");
        html.append("<progress aria-label=\"Progress of " + Html.escape(run.name()) + "\" max=\"100\" value=\""
                + percent + "\">" + percent + " %</progress>\n<dl class=\"tiles\">");
        tile(html, "epoch", run.currentEpoch() + " of " + run.epochsInAll());
        tile(html, run.state() == Run.State.RUNNING ? "time left" : "time", time(run));
        tile(html, "loss of the last steps", Html.number(run.loss()));
        run.lastEpoch().ifPresent(epoch -> tiles(html, epoch));
        tile(html, "learning rate", Html.number(run.rate()));
        tile(html, "examples a second", Html.number(run.examplesPerSecond()));
        return html + "</dl>\n" + Html.details("Settings", "<p>" + Html.escape(run.settings()) + "</p>\n");
    }

    private static String time(Run run) {
        double seconds = run.state() == Run.State.RUNNING ? run.secondsLeft() : run.seconds();
        return Double.isNaN(seconds) ? "–" : Html.time(seconds);
    }

    private static void tiles(StringBuilder html, Epoch epoch) {
        if (!Double.isNaN(epoch.validationLoss())) {
            tile(html, "validation loss", Html.number(epoch.validationLoss()));
        }
        epoch.measures().stream().limit(3).forEach(measure -> {
            boolean isValidated = !Double.isNaN(measure.validation());
            tile(
                    html,
                    (isValidated ? "validation " : "") + measure.name(),
                    Html.number(isValidated ? measure.validation() : measure.training()));
        });
    }

    private static void tile(StringBuilder html, String name, String value) {
        html.append("<div><dt>" + Html.escape(name) + "</dt><dd>" + Html.escape(value) + "</dd></div>");
    }

    private static String warnings(List<Run> runs) {
        StringBuilder html = new StringBuilder();
        for (Run run : runs) {
            for (Warning warning : run.warnings()) {
                String name = runs.size() > 1 ? run.name() + ". " : "";
                html.append("<li>" + Html.escape(name + warning) + "</li>");
            }
        }
        return "<h2>Warnings</h2>\n"
                + (html.length() == 0 ? "<p>None.</p>" : "<ul class=\"warnings\">" + html + "</ul>\n");
    }

    private static String confusion(Run run) {
        int[][] counts = run.counts();
        if (counts.length == 0) {
            return "<h2>Confusion matrix</h2>\n"
                    + "<p>None: no epoch has been evaluated, there are no classes, or too many.</p>";
        }
        StringBuilder html =
                new StringBuilder("<h2>Confusion matrix</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\""
                        + " aria-label=\"Confusion matrix\"><table class=\"counts\"><caption>Validation examples of "
                        + Html.escape(run.name())
                        + ": rows are actual classes, columns predicted ones</caption>\n<tr><td></td>");
        run.classes().forEach(name -> html.append("<th scope=\"col\">" + Html.escape(name) + "</th>"));
        for (int i = 0; i < counts.length; i++) {
            html.append(
                    "</tr>\n<tr><th scope=\"row\">" + Html.escape(run.classes().get(i)) + "</th>");
            int total = Math.max(1, IntStream.of(counts[i]).sum());
            for (int j = 0; j < counts.length; j++) {
                int shade = counts[i][j] == 0 ? 0 : 1 + Math.min(2, (int) (3.0 * counts[i][j] / total));
                html.append("<td class=\"h" + shade + (i == j ? " hit" : "") + "\">" + counts[i][j] + "</td>");
            }
        }
        return html + "</tr></table></div>\n";
    }

    private static String runs(List<Run> runs) {
        List<List<String>> rows = new ArrayList<>();
        for (Run run : runs) {
            History history = run.history();
            rows.add(List.of(
                    run.name(),
                    run.state().name().toLowerCase(Locale.ROOT),
                    history.epochs().size() + " of " + run.epochsInAll(),
                    history.best().map(epoch -> String.valueOf(epoch.number())).orElse("–"),
                    history.best().map(epoch -> Html.number(epoch.loss())).orElse("–"),
                    history.best()
                            .map(epoch -> Html.number(epoch.validationLoss()))
                            .orElse("–"),
                    history.best().map(Fragments::metric).orElse("–"),
                    Html.time(run.seconds())));
        }
        List<String> head =
                List.of("run", "state", "epochs", "best epoch", "loss", "validation loss", "metric", "time");
        return "<h2>Runs</h2>\n" + Html.table("Runs", head, rows);
    }

    private static String metric(Epoch epoch) {
        return epoch.measures().stream()
                .findFirst()
                .map(measure -> measure.name() + " "
                        + Html.number(Double.isNaN(measure.validation()) ? measure.training() : measure.validation()))
                .orElse("–");
    }

    private static String numbers(List<Run> runs) {
        return "<h2>Numbers</h2>\n"
                + runs.stream()
                        .map(run -> Html.details(run.name(), Html.epochs(run.history())))
                        .collect(Collectors.joining());
    }

    static Map<String, String> ofPlots(List<Run> runs) {
        Map<String, String> parts = new LinkedHashMap<>();
        if (!runs.isEmpty()) {
            parts.put(
                    "plots",
                    plots(runs).stream()
                            .map(plot -> "<figure>" + plot.svg() + "</figure>")
                            .collect(Collectors.joining("\n")));
        }
        return parts;
    }

    private static List<LinePlot> plots(List<Run> runs) {
        List<Labelled> labelled = runs.stream()
                .map(run -> new Labelled(run.name(), List.of(run.history())))
                .toList();
        List<LinePlot> plots = new ArrayList<>(EpochPlots.of(labelled));
        // What the steps tell replaces the means of epochs, which come later.
        LinePlot loss = plots.get(0);
        List<Line> losses = new ArrayList<>();
        List<Line> rates = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            losses.add(runs.get(i).lossLine(i));
            rates.add(runs.get(i).rateLine(i));
        }
        loss.lines().stream()
                .filter(line -> line.label().endsWith(EpochPlots.VALIDATION))
                .forEach(losses::add);
        plots.set(0, new LinePlot(loss.name(), loss.title(), loss.x(), loss.y(), losses));
        Run latest = runs.get(runs.size() - 1);
        plots.add(new LinePlot("rate", "Learning rate", "epoch", Scale.AUTOMATIC, rates));
        plots.add(new LinePlot(
                "norms",
                "Gradient norm of each layer, " + latest.name(),
                "epoch",
                Scale.AUTOMATIC,
                latest.normLines()));
        return plots;
    }

    /** The page with its parts filled in, as one file without a script. */
    static String document(List<Run> runs) {
        String page = Html.resource("page.html");
        String body = page.substring(page.indexOf("<main>"), page.indexOf("</main>")) + "</main>\n";
        for (Map.Entry<String, String> part : of(runs).entrySet()) {
            String start = "id=\"" + part.getKey() + "\"";
            int at = body.indexOf('>', body.indexOf(start)) + 1;
            body = body.substring(0, at) + part.getValue() + body.substring(at);
        }
        return Html.document("Training", "<header><h1>Training</h1></header>\n" + body);
    }

    /** A JSON object of texts. */
    static String json(Map<String, String> parts) {
        return parts.entrySet().stream()
                .map(part -> quote(part.getKey()) + ":" + quote(part.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
