package dev.inercia.plot;

import java.util.Objects;

/**
 * A line of a plot.
 *
 * @param label its name in the key; empty to leave it out of the key
 * @param style from 0 on, chooses colour and marker; lines of one run share it
 * @param isDashed dashed, such as for training data beside validation data
 * @param x positions, ascending and finite; not copied
 * @param y values, as many; where one is not finite the line has a gap; not copied
 * @param spread half the height of a band around each value, as many; empty for no band; not copied
 */
public record Line(String label, int style, boolean isDashed, double[] x, double[] y, double[] spread) {

    /** Checks the lengths. */
    public Line {
        Objects.requireNonNull(label, "label");
        if (x.length != y.length || spread.length != 0 && spread.length != y.length) {
            throw new IllegalArgumentException("Line '" + label + "': expected as many values as positions, but got "
                    + x.length + " positions, " + y.length + " values and " + spread.length + " spreads");
        }
    }

    /** Without a band. */
    public Line(String label, int style, boolean isDashed, double[] x, double[] y) {
        this(label, style, isDashed, x, y, new double[0]);
    }

    double low(int i) {
        return spread.length == 0 || !Double.isFinite(spread[i]) ? y[i] : y[i] - spread[i];
    }

    double high(int i) {
        return spread.length == 0 || !Double.isFinite(spread[i]) ? y[i] : y[i] + spread[i];
    }
}
