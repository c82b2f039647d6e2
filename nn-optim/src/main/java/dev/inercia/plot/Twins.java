package dev.inercia.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines that coincide: the first would be hidden by the last. They are drawn as dashes that alternate, and their markers
 * at different points.
 *
 * @param rank of a line among those that it coincides with, from 0 on
 * @param count how many they are, with itself
 */
record Twins(int rank, int count) {

    /** Half the width of a line. */
    private static final double CLOSE_PIXELS = 1;

    private static final int DASH = 9;

    /** A line's points in pixels; NaN where it has a gap. */
    record Places(Line line, double[] x, double[] y) {

        boolean coincidesWith(Places other) {
            if (line.isDashed() != other.line.isDashed() || y.length != other.y.length || y.length < 2) {
                return false;
            }
            for (int i = 0; i < y.length; i++) {
                boolean isGap = Double.isNaN(y[i]);
                if (isGap != Double.isNaN(other.y[i])
                        || !isGap
                                && (Math.abs(x[i] - other.x[i]) > CLOSE_PIXELS
                                        || Math.abs(y[i] - other.y[i]) > CLOSE_PIXELS)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** For each line. */
    static List<Twins> of(List<Places> lines) {
        List<Twins> twins = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int before = 0;
            int all = 0;
            for (int j = 0; j < lines.size(); j++) {
                if (j == i || lines.get(i).coincidesWith(lines.get(j))) {
                    before += j < i ? 1 : 0;
                    all++;
                }
            }
            twins.add(new Twins(before, all));
        }
        return twins;
    }

    boolean isAlone() {
        return count == 1;
    }

    /** As an attribute; the first of several is whole, below the others' dashes. */
    String dashes() {
        return rank == 0
                ? ""
                : " stroke-dasharray=\"" + DASH + " " + DASH * (count - 1) + "\" stroke-dashoffset=\"" + -DASH * rank
                        + "\" stroke-linecap=\"butt\"";
    }
}
