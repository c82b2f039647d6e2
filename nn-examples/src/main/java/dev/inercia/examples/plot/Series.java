package dev.inercia.examples.plot;

import java.util.List;

/**
 * One curve of a chart.
 *
 * @param label the text in the legend
 * @param x positions, as many as y
 * @param y values; NaN leaves a gap
 * @param spread half the length of the error bar at each point, as many as y; empty for none
 */
public record Series(String label, List<Double> x, List<Double> y, List<Double> spread) {

    /** Copies the lists, which must have equal lengths. */
    public Series {
        x = List.copyOf(x);
        y = List.copyOf(y);
        spread = List.copyOf(spread);
        if (x.size() != y.size() || !spread.isEmpty() && spread.size() != y.size()) {
            throw new IllegalArgumentException("Series '" + label + "': expected lists of one length, but got "
                    + x.size() + " x, " + y.size() + " y and " + spread.size() + " spreads");
        }
    }

    /** Without error bars. */
    public Series(String label, List<Double> x, List<Double> y) {
        this(label, x, y, List.of());
    }
}
