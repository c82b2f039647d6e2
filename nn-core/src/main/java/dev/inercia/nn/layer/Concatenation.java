package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Cores;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Joins matrices with the same number of rows side by side, and splits the result again; large ones on several cores.
 * Allocates nothing after construction. For one thread.
 */
final class Concatenation {

    /** The number of elements that is worth another thread. */
    private static final int LEAST = 16_384;

    private final int rows;
    private final int[] widths;
    private final Strip[] strips;
    private final Cores.Task join;
    private final Cores.Task split;

    // The copy in progress.
    private Memory[] parts;
    private Memory whole;

    /**
     * Joins matrices of this many rows.
     *
     * @param widths the columns of each part, from left to right
     */
    Concatenation(DataType type, int rows, int... widths) {
        this.rows = rows;
        this.widths = widths;
        int columns = 0;
        for (int width : widths) {
            columns += width;
        }
        strips = new Strip[Math.min(rows, Cores.parts((long) rows * columns, LEAST))];
        for (int i = 0; i < strips.length; i++) {
            strips[i] = new Strip(type, columns, i);
        }
        join = (part, of) -> strips[part].join();
        split = (part, of) -> strips[part].split();
    }

    /** Copies the parts into the whole. */
    void join(Memory[] from, Memory to) {
        parts = from;
        whole = to;
        Cores.share(join, strips.length);
    }

    /** Copies the whole into the parts. */
    void split(Memory from, Memory[] to) {
        parts = to;
        whole = from;
        Cores.share(split, strips.length);
    }

    /** A range of rows, and the buffers with which one thread copies them. */
    private final class Strip {

        private final int from;
        private final int to;
        private final int columns;
        private final Tile wide;
        private final Tile[] narrow;

        Strip(DataType type, int columns, int index) {
            from = Cores.from(rows, index, strips.length);
            to = Cores.from(rows, index + 1, strips.length);
            this.columns = columns;
            wide = Tile.walking(type, to - from, columns);
            narrow = new Tile[widths.length];
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] = new Tile(type, wide.capacity(), widths[i]);
            }
        }

        void join() {
            for (int row = from; row < to; row += wide.capacity()) {
                int count = Math.min(wide.capacity(), to - row);
                wide.use(count);
                for (int i = 0, column = 0; i < narrow.length; column += widths[i++]) {
                    narrow[i].load(parts[i], row, count);
                    for (int j = 0; j < count; j++) {
                        System.arraycopy(
                                numbers(narrow[i]), j * widths[i], numbers(wide), j * columns + column, widths[i]);
                    }
                }
                wide.store(whole, row);
            }
        }

        void split() {
            for (int row = from; row < to; row += wide.capacity()) {
                int count = Math.min(wide.capacity(), to - row);
                wide.load(whole, row, count);
                for (int i = 0, column = 0; i < narrow.length; column += widths[i++]) {
                    narrow[i].use(count);
                    for (int j = 0; j < count; j++) {
                        System.arraycopy(
                                numbers(wide), j * columns + column, numbers(narrow[i]), j * widths[i], widths[i]);
                    }
                    narrow[i].store(parts[i], row);
                }
            }
        }
    }

    /** The tile's {@code float[]} or {@code double[]}. */
    private static Object numbers(Tile tile) {
        return tile.isFloat() ? tile.floats() : tile.doubles();
    }
}
