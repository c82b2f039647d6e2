package dev.inercia.plot;

import java.util.List;
import java.util.Locale;

/**
 * A plot of lines. Values that are not finite leave gaps; values far off all others are marked by arrows at the border.
 * Points are joined by straight lines. Lines that coincide are drawn as alternating dashes.
 *
 * @param name letters, digits and hyphens, beginning with a letter; begins the ids in the drawing, so it differs from
 *     those of all other plots on a page
 * @param title above the plot
 * @param x the horizontal axis
 * @param y the vertical axis; its title, if any, is below the plot's
 * @param lines first to last from back to front
 */
public record LinePlot(String name, String title, Axis x, Axis y, List<Line> lines) implements Plot {

    /** Copies the lines. */
    public LinePlot {
        Drawing.requireName(name);
        lines = List.copyOf(lines);
    }

    /**
     * With an equally divided horizontal axis, and a vertical one without a title.
     *
     * @param xTitle below the horizontal axis, such as {@code epoch}
     * @param scale of the vertical axis
     */
    public LinePlot(String name, String title, String xTitle, Scale scale, List<Line> lines) {
        this(name, title, Axis.linear(xTitle), Axis.of("", scale), lines);
    }

    /** For each line where it begins, ends, and its extremes. */
    @Override
    public String description(Locale language) {
        return Description.of(this, Words.in(language));
    }
}
