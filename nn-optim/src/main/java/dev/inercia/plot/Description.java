package dev.inercia.plot;

import java.util.List;
import java.util.stream.Collectors;

/** What a line plot shows, in words. */
final class Description {

    private Description() {}

    static String of(LinePlot plot, Words words) {
        String what = plot.y().title().isEmpty()
                ? plot.title()
                : plot.title() + ". " + plot.y().title();
        String all = words.text("over", what, plot.x().title());
        List<Line> lines =
                plot.lines().stream().filter(line -> line.y().length > 0).toList();
        return lines.isEmpty()
                ? words.text("nothing", all)
                : all + ". "
                        + lines.stream()
                                .map(line -> of(line, plot.x().title(), words))
                                .collect(Collectors.joining(" "));
    }

    private static String of(Line line, String xTitle, Words words) {
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
        String label = line.label().isEmpty() ? words.text("unnamed") : line.label();
        if (lowest < 0) {
            return words.text("none", label);
        }
        double[] x = line.x();
        String text = words.text(
                "line",
                label,
                Numbers.text(y[0]),
                Numbers.text(y[last]),
                xTitle,
                Numbers.text(x[last]),
                Numbers.text(y[lowest]),
                Numbers.text(x[lowest]),
                Numbers.text(y[highest]),
                Numbers.text(x[highest]));
        return missing > 0 ? words.text("not-finite", text, missing) : text + ".";
    }
}
