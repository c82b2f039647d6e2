package dev.inercia.plot;

import java.util.stream.Collectors;

/** What a plot shows, in words. */
final class Description {

    private Description() {}

    static String of(LinePlot plot) {
        if (plot.lines().stream().noneMatch(line -> line.y().length > 0)) {
            return plot.title() + " over " + plot.xTitle() + ": nothing yet.";
        }
        return plot.title() + " over " + plot.xTitle() + ". "
                + plot.lines().stream()
                        .filter(line -> line.y().length > 0)
                        .map(line -> of(line, plot.xTitle()))
                        .collect(Collectors.joining(" "));
    }

    private static String of(Line line, String xTitle) {
        double[] y = line.y();
        int last = y.length - 1;
        int lowest = -1;
        int highest = -1;
        int missing = 0;
        for (int i = 0; i < y.length; i++) {
            if (!Double.isFinite(y[i])) {
                missing++;
            } else {
                lowest = lowest < 0 || y[i] < y[lowest] ? i : lowest;
                highest = highest < 0 || y[i] > y[highest] ? i : highest;
            }
        }
        String label = line.label().isEmpty() ? "The line" : line.label();
        if (lowest < 0) {
            return label + ": no finite value.";
        }
        String text = label + ": from " + Numbers.text(y[0]) + " to " + Numbers.text(y[last]) + " at " + xTitle + " "
                + Numbers.text(line.x()[last]) + "; lowest " + at(line, lowest, xTitle) + ", highest "
                + at(line, highest, xTitle);
        return text + (missing > 0 ? "; " + missing + " values are not finite." : ".");
    }

    private static String at(Line line, int i, String xTitle) {
        return Numbers.text(line.y()[i]) + " at " + xTitle + " " + Numbers.text(line.x()[i]);
    }
}
