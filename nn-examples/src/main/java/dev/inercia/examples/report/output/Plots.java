package dev.inercia.examples.report.output;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.img;

import dev.inercia.examples.plot.Chart;
import dev.inercia.examples.plot.Plot;
import j2html.tags.specialized.FigureTag;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A report's charts, drawn, as figures of the page.
 *
 * @param drawn each chart's plot
 */
record Plots(Map<Chart, Plot> drawn) {

    static final String DIRECTORY = "plots";

    /** The chart's file, from the report's directory. */
    static String svg(Chart chart) {
        return DIRECTORY + "/" + chart.name() + ".svg";
    }

    /** The chart's file, from the report's directory. */
    static String png(Chart chart) {
        return DIRECTORY + "/" + chart.name() + ".png";
    }

    /** The picture within the page, as an image of its own: one's names and styles cannot touch another's. */
    FigureTag figureOf(Chart chart) {
        String data = Base64.getEncoder().encodeToString(drawn.get(chart).svg().getBytes(StandardCharsets.UTF_8));
        return figure(
                div(img().withSrc("data:image/svg+xml;base64," + data).withAlt(description(chart)))
                        .withClass("scroll"),
                figcaption(a("SVG").withHref(svg(chart)), a("PNG").withHref(png(chart))));
    }

    private static String description(Chart chart) {
        return chart.title() + ": " + chart.yTitle() + " over " + chart.xTitle() + ", for "
                + chart.series().stream().map(series -> series.label()).collect(Collectors.joining("; "))
                + ". The numbers are in the tables.";
    }
}
