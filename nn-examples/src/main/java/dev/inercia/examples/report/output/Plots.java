package dev.inercia.examples.report.output;

import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.rawHtml;

import dev.inercia.plot.Plot;
import dev.inercia.plot.View;
import j2html.tags.specialized.FigureTag;
import java.util.Locale;

/** The plots of a report as figures for the page, and as files. */
final class Plots {

    static final String DIRECTORY = "plots";

    private static final int WIDE = 940;
    private static final int NARROW = 400;

    private Plots() {}

    /** The file of the plot, relative to the report's directory. */
    static String svg(Plot plot) {
        return DIRECTORY + "/" + plot.name() + ".svg";
    }

    /** The plot as a figure, drawn for wide and for narrow screens, of which the page's style shows one. */
    static FigureTag figureOf(Plot plot, Locale language) {
        return figure(
                div(rawHtml(plot.svg(View.of(WIDE).in(language)))).withClass("wide"),
                div(rawHtml(plot.svg(View.of(NARROW).in(language)))).withClass("narrow"),
                figcaption(a("SVG").withHref(svg(plot))));
    }

    /** A file of its own. */
    static String document(Plot plot, Locale language) {
        return plot.document(View.of(WIDE).in(language));
    }
}
