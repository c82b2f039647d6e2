package dev.inercia.examples.plot;

import java.util.List;

/**
 * A chart: its content, without its style.
 *
 * @param name the file name without extension: lower case, digits and hyphens
 * @param title above the chart
 * @param xTitle below the horizontal axis
 * @param yTitle beside the vertical axis
 * @param x the scale of the horizontal axis
 * @param y the scale of the vertical axis
 * @param series the curves
 */
public record Chart(String name, String title, String xTitle, String yTitle, Axis x, Axis y, List<Series> series) {

    /** The scale of an axis. */
    public enum Axis {
        /** Linear. */
        LINEAR,
        /** Logarithmic; values must be above 0. */
        LOGARITHMIC
    }

    public Chart {
        requireName(name);
        series = List.copyOf(series);
    }

    static void requireName(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "A chart's name has lower case letters, digits and hyphens, but is '" + name + "'");
        }
    }
}
