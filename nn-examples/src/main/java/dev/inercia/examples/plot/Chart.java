package dev.inercia.examples.plot;

import java.util.List;

/**
 * What is drawn, without how.
 *
 * @param name the file's name without extension: lower case, digits and hyphens
 * @param title above the chart
 * @param xTitle below the horizontal axis
 * @param yTitle beside the vertical axis
 * @param x how the horizontal axis runs
 * @param y how the vertical axis runs
 * @param series the curves
 */
public record Chart(String name, String title, String xTitle, String yTitle, Axis x, Axis y, List<Series> series) {

    /** How an axis runs. */
    public enum Axis {
        /** Evenly. */
        LINEAR,
        /** By powers of ten; values must be above 0. */
        LOGARITHMIC
    }

    /** Keeps a copy. */
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
