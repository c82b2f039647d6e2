package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Adds arrays element by element, large ones on several cores. Allocates nothing after construction. For one thread.
 */
final class Sum {

    /** The number of elements that is worth another thread. */
    private static final int LEAST = 16_384;

    private final Part[] parts;
    private final Cores.Task task;

    // The sum in progress.
    private Memory result;
    private Memory first;
    private Memory second;

    /** Sums arrays of this many elements. */
    Sum(DataType type, int length) {
        parts = new Part[Cores.parts(length, LEAST)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(type, Cores.from(length, i, parts.length), Cores.from(length, i + 1, parts.length));
        }
        task = (part, of) -> parts[part].run();
    }

    /** {@code result = first + second}; any of them may be the same array. */
    void set(Memory result, Memory first, Memory second) {
        this.result = result;
        this.first = first;
        this.second = second;
        Cores.share(task, parts.length);
    }

    /** A range of elements, and the buffers with which one thread sums them. */
    private final class Part {

        private final int from;
        private final int to;
        private final Tile a;
        private final Tile b;

        Part(DataType type, int from, int to) {
            this.from = from;
            this.to = to;
            a = Tile.walking(type, to - from, 1);
            b = Tile.walking(type, to - from, 1);
        }

        void run() {
            for (int at = from; at < to; at += a.capacity()) {
                int count = Math.min(a.capacity(), to - at);
                a.load(first, at, count);
                b.load(second, at, count);
                if (a.isFloat()) {
                    add(a.floats(), b.floats(), count);
                } else {
                    add(a.doubles(), b.doubles(), count);
                }
                a.store(result, at);
            }
        }
    }

    private static void add(float[] a, float[] b, int count) {
        for (int i = 0; i < count; i++) {
            a[i] += b[i];
        }
    }

    private static void add(double[] a, double[] b, int count) {
        for (int i = 0; i < count; i++) {
            a[i] += b[i];
        }
    }
}
