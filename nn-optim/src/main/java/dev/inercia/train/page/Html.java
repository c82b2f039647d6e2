package dev.inercia.train.page;

import dev.inercia.plot.Markup;
import dev.inercia.plot.Numbers;
import dev.inercia.plot.PlotStyle;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Measure;
import dev.inercia.train.log.StatusLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Parts of pages. */
final class Html {

    private Html() {}

    static String escape(String text) {
        return Markup.escape(text);
    }

    /** A value for people; a dash if it was not measured. */
    static String number(double value) {
        return Double.isNaN(value) ? "–" : Numbers.text(value);
    }

    static String time(double seconds) {
        return StatusLine.time(seconds);
    }

    /** With a capital first letter. */
    static String sentence(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** A page as one file that needs nothing else, and may load and run nothing. */
    static String document(String title, String body) {
        return "<!DOCTYPE html>\n"
                + "<html lang=\"en\">\n"
                + "<head>\n"
                + "<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'unsafe-inline'\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                + "<title>" + escape(title) + "</title>\n<style>\n"
                + PlotStyle.css() + resource("page.css") + "</style>\n</head>\n<body>\n" + body + "</body>\n</html>\n";
    }

    /** A text beside this class. */
    static String resource(String name) {
        try (InputStream in = Html.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What opens on demand. */
    static String details(String summary, String content) {
        return "<details><summary>" + escape(summary) + "</summary>\n" + content + "</details>\n";
    }

    /** A table with a heading for each column and row; it scrolls by itself, also by keyboard. */
    static String table(String label, List<String> head, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\""
                + escape(label) + "\"><table class=\"numbers\">\n<thead><tr>");
        head.forEach(cell -> html.append("<th scope=\"col\">" + escape(cell) + "</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr><th scope=\"row\">" + escape(row.get(0)) + "</th>");
            html.append(row.stream()
                    .skip(1)
                    .map(cell -> "<td>" + escape(cell) + "</td>")
                    .collect(Collectors.joining()));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    /** All numbers of a history. */
    static String epochs(History history) {
        List<String> names = history.epochs().stream()
                .flatMap(epoch -> epoch.measures().stream())
                .map(Measure::name)
                .distinct()
                .toList();
        List<String> head = new ArrayList<>(List.of("epoch", "loss", "validation loss"));
        names.forEach(name -> head.addAll(List.of(name, "validation " + name)));
        head.addAll(List.of("rate", "training, s", "evaluation, s"));
        List<List<String>> rows = new ArrayList<>();
        for (Epoch epoch : history.epochs()) {
            List<String> row = new ArrayList<>(
                    List.of(String.valueOf(epoch.number()), number(epoch.loss()), number(epoch.validationLoss())));
            for (String name : names) {
                row.add(epoch.measure(name)
                        .map(measure -> number(measure.training()))
                        .orElse("–"));
                row.add(epoch.measure(name)
                        .map(measure -> number(measure.validation()))
                        .orElse("–"));
            }
            row.add(number(epoch.learningRate()));
            row.add(number(epoch.trainingSeconds()));
            row.add(number(epoch.evaluationSeconds()));
            rows.add(row);
        }
        return table("Epochs", head, rows);
    }
}
