package dev.inercia.examples.report.output;

import static j2html.TagCreator.a;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.img;
import static j2html.TagCreator.picture;
import static j2html.TagCreator.source;
import static j2html.TagCreator.strong;

import dev.inercia.examples.plot.Chart;
import dev.inercia.examples.plot.Plot;
import dev.inercia.examples.plot.Series;
import dev.inercia.examples.report.text.Messages;
import j2html.tags.specialized.FigureTag;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The charts of a report as figures for the page.
 *
 * @param drawn the plot of each chart
 * @param messages the texts
 */
record Plots(Map<Chart, Plot> drawn, Messages messages) {

    static final String DIRECTORY = "plots";

    private static final int WIDE = 960;
    private static final int NARROW = 480;
    private static final String NARROW_SCREEN = "screen and (max-width: 680px)";

    /** The file of the chart, relative to the report's directory. */
    static String svg(Chart chart) {
        return DIRECTORY + "/" + chart.name() + ".svg";
    }

    /** The file of the chart, relative to the report's directory. */
    static String png(Chart chart) {
        return DIRECTORY + "/" + chart.name() + ".png";
    }

    /**
     * The chart as a figure, drawn for wide and narrow screens. Both are embedded as images rather than inline SVG, so
     * that their ids and styles cannot clash.
     */
    FigureTag figureOf(Chart chart) {
        Plot plot = drawn.get(chart);
        return figure(
                figcaption(strong(chart.title()), a("SVG").withHref(svg(chart)), a("PNG").withHref(png(chart))),
                picture(
                        source().attr("media", NARROW_SCREEN).attr("srcset", data(plot.svg(NARROW))),
                        img().withSrc(data(plot.svg(WIDE))).withAlt(description(chart))));
    }

    private static String data(String svg) {
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    private String description(Chart chart) {
        return messages.text(
                "chart.description",
                chart.yTitle(),
                chart.xTitle(),
                chart.series().stream().map(Series::label).collect(Collectors.joining("; ")));
    }
}
