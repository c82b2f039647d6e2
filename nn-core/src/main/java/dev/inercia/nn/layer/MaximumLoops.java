package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Tile;

/** The {@link Loops} of a maximum over windows. */
final class MaximumLoops {

    private MaximumLoops() {}

    /** {@code a[at..] = max(a[at..], b[at..])}. */
    static void max(Tile a, Tile b, int at, int count) {
        if (a.isFloat()) {
            max(a.floats(), b.floats(), at, at + count);
        } else {
            max(a.doubles(), b.doubles(), at, at + count);
        }
    }

    private static void max(float[] a, float[] b, int at, int end) {
        for (int i = at; i < end; i++) {
            a[i] = Math.max(a[i], b[i]);
        }
    }

    private static void max(double[] a, double[] b, int at, int end) {
        for (int i = at; i < end; i++) {
            a[i] = Math.max(a[i], b[i]);
        }
    }

    /**
     * If an element of {@code x[at..]} equals the maximum {@code m[at..]}, moves {@code left[at..]} to it; otherwise
     * sets it to 0. The first of several maxima gets all. Branchless, because a branch would be mispredicted.
     */
    static void takeMaximum(Tile m, Tile left, Tile x, int at, int count) {
        if (x.isFloat()) {
            takeMaximum(m.floats(), left.floats(), x.floats(), at, at + count);
        } else {
            takeMaximum(m.doubles(), left.doubles(), x.doubles(), at, at + count);
        }
    }

    // The factor turns any difference of normal numbers into 1 or more; applied twice, any difference at all.
    private static void takeMaximum(float[] m, float[] left, float[] x, int at, int end) {
        for (int i = at; i < end; i++) {
            float isBelow = Math.min(1f, (m[i] - x[i]) * Float.MAX_VALUE * Float.MAX_VALUE);
            x[i] = left[i] * (1f - isBelow);
        }
        for (int i = at; i < end; i++) {
            left[i] -= x[i];
        }
    }

    private static void takeMaximum(double[] m, double[] left, double[] x, int at, int end) {
        for (int i = at; i < end; i++) {
            double isBelow = Math.min(1, (m[i] - x[i]) * Double.MAX_VALUE * Double.MAX_VALUE);
            x[i] = left[i] * (1 - isBelow);
        }
        for (int i = at; i < end; i++) {
            left[i] -= x[i];
        }
    }
}
