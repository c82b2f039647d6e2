package dev.inercia.examples.plot;

import java.util.List;

/**
 * Bars in groups; each group has its own scale, from 0 to its longest bar.
 *
 * @param name the file name without extension: lower case, digits and hyphens
 * @param title above the bars
 * @param groups from top to bottom
 */
public record Bars(String name, String title, List<Group> groups) {

    /**
     * A group of comparable bars.
     *
     * @param title above them
     * @param bars from top to bottom; the first is emphasised
     */
    public record Group(String title, List<Bar> bars) {

        public Group {
            bars = List.copyOf(bars);
        }
    }

    /**
     * One bar.
     *
     * @param label before it
     * @param value its length, finite and at least 0
     * @param text after it
     */
    public record Bar(String label, double value, String text) {

        public Bar {
            if (!Double.isFinite(value) || value < 0) {
                throw new IllegalArgumentException(
                        "Bar '" + label + "': expected a finite length of at least 0, but got " + value);
            }
        }
    }

    /** Copies the groups. */
    public Bars {
        Chart.requireName(name);
        groups = List.copyOf(groups);
    }
}
