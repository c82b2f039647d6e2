package dev.inercia.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Bars in groups; each group has its own scale, from 0 to its longest bar.
 *
 * @param name letters, digits and hyphens, beginning with a letter
 * @param title above the bars
 * @param groups from top to bottom
 */
public record BarPlot(String name, String title, List<Group> groups) implements Plot {

    /**
     * A group of comparable bars.
     *
     * @param title above them
     * @param bars from top to bottom; the first is emphasised
     */
    public record Group(String title, List<Bar> bars) {

        /** Copies the bars. */
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

        /** Checks the value. */
        public Bar {
            if (!Double.isFinite(value) || value < 0) {
                throw new IllegalArgumentException(
                        "Bar '" + label + "': expected a finite length of at least 0, but got " + value);
            }
        }
    }

    /** Copies the groups. */
    public BarPlot {
        Drawing.requireName(name);
        groups = List.copyOf(groups);
    }

    /** The texts of all bars. */
    @Override
    public String description(Locale language) {
        Words words = Words.in(language);
        return title + ". "
                + groups.stream()
                        .map(group -> words.text(
                                "group",
                                group.title(),
                                group.bars().stream()
                                        .map(bar -> bar.label() + " " + bar.text())
                                        .collect(Collectors.joining("; "))))
                        .collect(Collectors.joining(" "));
    }
}
