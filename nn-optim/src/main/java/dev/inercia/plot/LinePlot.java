package dev.inercia.plot;

import java.util.List;

/**
 * A plot of lines over a common axis.
 *
 * @param name letters, digits and hyphens, beginning with a letter; begins the ids in the drawing, so it differs from
 *     those of all other plots on a page
 * @param title above the plot
 * @param xTitle below the horizontal axis, such as {@code epoch}
 * @param scale of the vertical axis
 * @param lines first to last from back to front
 */
public record LinePlot(String name, String title, String xTitle, Scale scale, List<Line> lines) {

    /** Copies the lines. */
    public LinePlot {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "Expected a name of lower-case letters, digits and hyphens, but got '" + name + "'");
        }
        lines = List.copyOf(lines);
    }

    /**
     * The drawing as an {@code svg} element for a page whose style includes {@link PlotStyle#css}. Values that are not
     * finite leave gaps; values far off all others are marked by arrows at the border.
     */
    public String svg() {
        return new Drawing(this).svg();
    }

    /** What the plot shows, in words: for each line where it begins, ends, and its extremes. */
    public String description() {
        return Description.of(this);
    }
}
