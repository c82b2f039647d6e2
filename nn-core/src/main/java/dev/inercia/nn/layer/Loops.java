package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;

/**
 * Loops over parts of tiles, each for floats and for doubles. They are short, because the JIT vectorises only short
 * loops.
 */
final class Loops {

    private Loops() {}

    /** Copies {@code count} elements from {@code from[first..]} to {@code to[at..]}. */
    static void get(Memory from, int first, Tile to, int at, int count) {
        if (to.isFloat()) {
            from.get(first, to.floats(), at, count);
        } else {
            from.get(first, to.doubles(), at, count);
        }
    }

    /** Copies {@code count} elements from {@code from[at..]} to {@code to[first..]}. */
    static void put(Tile from, int at, Memory to, int first, int count) {
        if (from.isFloat()) {
            to.put(first, from.floats(), at, count);
        } else {
            to.put(first, from.doubles(), at, count);
        }
    }

    /** {@code to[at..] = from[first..]}. */
    static void copy(Tile from, int first, Tile to, int at, int count) {
        if (to.isFloat()) {
            System.arraycopy(from.floats(), first, to.floats(), at, count);
        } else {
            System.arraycopy(from.doubles(), first, to.doubles(), at, count);
        }
    }

    /** {@code a[from..to) = value}. */
    static void fill(Tile a, int from, int to, double value) {
        if (a.isFloat()) {
            Arrays.fill(a.floats(), from, to, (float) value);
        } else {
            Arrays.fill(a.doubles(), from, to, value);
        }
    }

    /** Copies {@code count} chunks of {@code width} elements that are {@code step} apart, and makes them contiguous. */
    static void gather(Tile from, int first, int step, Tile to, int at, int width, int count) {
        if (step == width) {
            copy(from, first, to, at, width * count);
        } else if (to.isFloat()) {
            gather(from.floats(), first, step, to.floats(), at, width, count);
        } else {
            gather(from.doubles(), first, step, to.doubles(), at, width, count);
        }
    }

    private static void gather(float[] from, int first, int step, float[] to, int at, int width, int count) {
        for (int i = 0; i < count; i++) {
            if (width == 1) {
                to[at + i] = from[first + i * step];
            } else {
                System.arraycopy(from, first + i * step, to, at + i * width, width);
            }
        }
    }

    private static void gather(double[] from, int first, int step, double[] to, int at, int width, int count) {
        for (int i = 0; i < count; i++) {
            if (width == 1) {
                to[at + i] = from[first + i * step];
            } else {
                System.arraycopy(from, first + i * step, to, at + i * width, width);
            }
        }
    }

    /** Copies {@code count} contiguous chunks of {@code width} elements, and places them {@code step} apart. */
    static void scatter(Tile from, int first, Tile to, int at, int step, int width, int count) {
        if (step == width) {
            copy(from, first, to, at, width * count);
        } else if (to.isFloat()) {
            scatter(from.floats(), first, to.floats(), at, step, width, count);
        } else {
            scatter(from.doubles(), first, to.doubles(), at, step, width, count);
        }
    }

    private static void scatter(float[] from, int first, float[] to, int at, int step, int width, int count) {
        for (int i = 0; i < count; i++) {
            if (width == 1) {
                to[at + i * step] = from[first + i];
            } else {
                System.arraycopy(from, first + i * width, to, at + i * step, width);
            }
        }
    }

    private static void scatter(double[] from, int first, double[] to, int at, int step, int width, int count) {
        for (int i = 0; i < count; i++) {
            if (width == 1) {
                to[at + i * step] = from[first + i];
            } else {
                System.arraycopy(from, first + i * width, to, at + i * step, width);
            }
        }
    }

    /** Adds contiguous chunks of {@code width} elements to chunks that are {@code step} apart. */
    static void scatterAdd(Tile from, int first, Tile to, int at, int step, int width, int count) {
        if (step == width) {
            add(to, at, from, first, width * count);
            return;
        }
        for (int i = 0; i < count; i++) {
            add(to, at + i * step, from, first + i * width, width);
        }
    }

    /** {@code to[i] += from[first + i step]}. */
    static void gatherAdd(Tile from, int first, int step, Tile to, int count) {
        if (to.isFloat()) {
            gatherAdd(from.floats(), first, step, to.floats(), count);
        } else {
            gatherAdd(from.doubles(), first, step, to.doubles(), count);
        }
    }

    private static void gatherAdd(float[] from, int first, int step, float[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] += from[first + i * step];
        }
    }

    private static void gatherAdd(double[] from, int first, int step, double[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] += from[first + i * step];
        }
    }

    /** {@code a[at..] += b[from..]}. */
    static void add(Tile a, int at, Tile b, int from, int count) {
        if (a.isFloat()) {
            add(a.floats(), at, b.floats(), from, count);
        } else {
            add(a.doubles(), at, b.doubles(), from, count);
        }
    }

    private static void add(float[] a, int at, float[] b, int from, int count) {
        for (int i = 0; i < count; i++) {
            a[at + i] += b[from + i];
        }
    }

    private static void add(double[] a, int at, double[] b, int from, int count) {
        for (int i = 0; i < count; i++) {
            a[at + i] += b[from + i];
        }
    }

    /** {@code a[at..] *= b[from..]}. */
    static void multiply(Tile a, int at, Tile b, int from, int count) {
        if (a.isFloat()) {
            multiply(a.floats(), at, b.floats(), from, count);
        } else {
            multiply(a.doubles(), at, b.doubles(), from, count);
        }
    }

    private static void multiply(float[] a, int at, float[] b, int from, int count) {
        for (int i = 0; i < count; i++) {
            a[at + i] *= b[from + i];
        }
    }

    private static void multiply(double[] a, int at, double[] b, int from, int count) {
        for (int i = 0; i < count; i++) {
            a[at + i] *= b[from + i];
        }
    }

    /** {@code a[at..] += b[from..] c[by..]}. */
    static void addProduct(Tile a, int at, Tile b, int from, Tile c, int by, int count) {
        if (a.isFloat()) {
            addProduct(a.floats(), at, b.floats(), from, c.floats(), by, count);
        } else {
            addProduct(a.doubles(), at, b.doubles(), from, c.doubles(), by, count);
        }
    }

    private static void addProduct(float[] a, int at, float[] b, int from, float[] c, int by, int count) {
        for (int i = 0; i < count; i++) {
            a[at + i] += b[from + i] * c[by + i];
        }
    }

    private static void addProduct(double[] a, int at, double[] b, int from, double[] c, int by, int count) {
        for (int i = 0; i < count; i++) {
            a[at + i] += b[from + i] * c[by + i];
        }
    }

    /** {@code a[from..to) *= factor}. */
    static void scale(Tile a, int from, int to, double factor) {
        if (a.isFloat()) {
            scale(a.floats(), from, to, (float) factor);
        } else {
            scale(a.doubles(), from, to, factor);
        }
    }

    private static void scale(float[] a, int from, int to, float factor) {
        for (int i = from; i < to; i++) {
            a[i] *= factor;
        }
    }

    private static void scale(double[] a, int from, int to, double factor) {
        for (int i = from; i < to; i++) {
            a[i] *= factor;
        }
    }

    /** {@code a[at..] = max(a[at..], b[from..])}. */
    static void max(Tile a, int at, Tile b, int from, int count) {
        if (a.isFloat()) {
            max(a.floats(), at, b.floats(), from, count);
        } else {
            max(a.doubles(), at, b.doubles(), from, count);
        }
    }

    private static void max(float[] a, int at, float[] b, int from, int count) {
        for (int i = 0; i < count; i++) {
            a[at + i] = Math.max(a[at + i], b[from + i]);
        }
    }

    private static void max(double[] a, int at, double[] b, int from, int count) {
        for (int i = 0; i < count; i++) {
            a[at + i] = Math.max(a[at + i], b[from + i]);
        }
    }

    /**
     * If an element of {@code x[from..]} equals the maximum {@code m[at..]}, moves {@code left[at..]} to it; otherwise
     * sets it to 0. The first of several maxima gets all. Branchless, because a branch would be mispredicted.
     */
    static void takeMaximum(Tile m, Tile left, int at, Tile x, int from, int count) {
        if (x.isFloat()) {
            takeMaximum(m.floats(), left.floats(), at, x.floats(), from, count);
        } else {
            takeMaximum(m.doubles(), left.doubles(), at, x.doubles(), from, count);
        }
    }

    // The factor turns any difference of normal numbers into 1 or more; applied twice, any difference at all.
    private static void takeMaximum(float[] m, float[] left, int at, float[] x, int from, int count) {
        for (int i = 0; i < count; i++) {
            float isBelow = Math.min(1f, (m[at + i] - x[from + i]) * Float.MAX_VALUE * Float.MAX_VALUE);
            float taken = left[at + i] * (1f - isBelow);
            x[from + i] = taken;
            left[at + i] -= taken;
        }
    }

    private static void takeMaximum(double[] m, double[] left, int at, double[] x, int from, int count) {
        for (int i = 0; i < count; i++) {
            double isBelow = Math.min(1, (m[at + i] - x[from + i]) * Double.MAX_VALUE * Double.MAX_VALUE);
            double taken = left[at + i] * (1 - isBelow);
            x[from + i] = taken;
            left[at + i] -= taken;
        }
    }
}
