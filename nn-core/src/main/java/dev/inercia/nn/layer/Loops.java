package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;

/**
 * Loops over parts of tiles, each for floats and for doubles. They are short, because the JIT vectorises only short
 * loops. Most take the same part of every tile: a loop that changes one array and reads another elsewhere is not
 * vectorised, as the two might overlap, and takes ten times as long.
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

    /** {@code a[at..] += b[at..]}. */
    static void add(Tile a, Tile b, int at, int count) {
        if (a.isFloat()) {
            add(a.floats(), b.floats(), at, at + count);
        } else {
            add(a.doubles(), b.doubles(), at, at + count);
        }
    }

    private static void add(float[] a, float[] b, int at, int end) {
        for (int i = at; i < end; i++) {
            a[i] += b[i];
        }
    }

    private static void add(double[] a, double[] b, int at, int end) {
        for (int i = at; i < end; i++) {
            a[i] += b[i];
        }
    }

    /** {@code a[at..] *= b[at..]}. */
    static void multiply(Tile a, Tile b, int at, int count) {
        if (a.isFloat()) {
            multiply(a.floats(), b.floats(), at, at + count);
        } else {
            multiply(a.doubles(), b.doubles(), at, at + count);
        }
    }

    private static void multiply(float[] a, float[] b, int at, int end) {
        for (int i = at; i < end; i++) {
            a[i] *= b[i];
        }
    }

    private static void multiply(double[] a, double[] b, int at, int end) {
        for (int i = at; i < end; i++) {
            a[i] *= b[i];
        }
    }

    /** {@code a[at..] += b[at..] c[at..]}. */
    static void addProduct(Tile a, Tile b, Tile c, int at, int count) {
        if (a.isFloat()) {
            addProduct(a.floats(), b.floats(), c.floats(), at, at + count);
        } else {
            addProduct(a.doubles(), b.doubles(), c.doubles(), at, at + count);
        }
    }

    private static void addProduct(float[] a, float[] b, float[] c, int at, int end) {
        for (int i = at; i < end; i++) {
            a[i] += b[i] * c[i];
        }
    }

    private static void addProduct(double[] a, double[] b, double[] c, int at, int end) {
        for (int i = at; i < end; i++) {
            a[i] += b[i] * c[i];
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
}
