package dev.inercia.nn.tensor;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A few rows of a matrix on the Java heap, for plain loops to compute on.
 *
 * <p>Holds either {@code float[]} or {@code double[]}, never both, so that callers write one loop for each. Create it
 * once and reuse it; {@link #load} sets how many rows are in use.
 */
public final class Tile {

    /** Target number of elements: few enough for the first-level cache, enough to hide the cost of a call. */
    private static final int ELEMENTS = 2048;

    /** Bytes in a line of the cache. */
    private static final int LINE = 64;
    /** Bytes before the first element of an array. */
    private static final int HEADER = 16;

    private final int columns;
    private final int capacity;
    private final float[] floats;
    private final double[] doubles;
    private int rows;

    private Tile(int rows, int columns, float[] floats, double[] doubles) {
        this.columns = columns;
        this.capacity = rows;
        this.rows = rows;
        this.floats = floats;
        this.doubles = doubles;
    }

    /** A tile with {@code rows} rows, all zero and all in use. */
    public Tile(DataType type, int rows, int columns) {
        this(
                rows,
                columns,
                type == DataType.FLOAT ? new float[Math.multiplyExact(rows, columns)] : null,
                type == DataType.FLOAT ? null : new double[Math.multiplyExact(rows, columns)]);
    }

    /**
     * Tiles for loops that read several of them. Their arrays are allocated one after the other, in whole lines of the
     * cache: vectors at the same index then begin at the same place of a line. Otherwise most would be in two lines,
     * and the loops would take up to twice as long.
     *
     * @param count the number of tiles
     * @return tiles of this many rows and columns, all zero and all rows in use
     */
    public static Tile[] together(DataType type, int count, int rows, int columns) {
        boolean isFloat = type == DataType.FLOAT;
        int width = isFloat ? Float.BYTES : Double.BYTES;
        long bytes = HEADER + (long) width * Math.multiplyExact(rows, columns);
        // An odd number of lines: arrays a multiple of 4 kB apart would wait for each other.
        long lines = (bytes + LINE - 1) / LINE | 1;
        int length = Math.toIntExact((lines * LINE - HEADER) / width);
        float[][] floats = isFloat ? new float[count][length] : new float[count][];
        double[][] doubles = isFloat ? new double[count][] : new double[count][length];
        Tile[] tiles = new Tile[count];
        for (int i = 0; i < count; i++) {
            tiles[i] = new Tile(rows, columns, floats[i], doubles[i]);
        }
        return tiles;
    }

    /** A tile for iterating over a matrix of this size: whole rows, few enough to stay in the cache. */
    public static Tile walking(DataType type, int rows, int columns) {
        return new Tile(type, Math.min(rows, Math.max(1, ELEMENTS / columns)), columns);
    }

    /** The number of rows in use. */
    public int rows() {
        return rows;
    }

    /** Marks the first {@code count} rows as in use, without changing them. */
    public void use(int count) {
        rows = count;
    }

    /** The maximum number of rows. */
    public int capacity() {
        return capacity;
    }

    /** The number of columns. */
    public int columns() {
        return columns;
    }

    /** Whether it holds {@code float[]}; otherwise {@code double[]}. */
    public boolean isFloat() {
        return floats != null;
    }

    /** The numbers, row by row, {@code rows * columns} of them in use; null if this is a tile of doubles. */
    public float[] floats() {
        return floats;
    }

    /** The numbers, row by row, {@code rows * columns} of them in use; null if this is a tile of floats. */
    public double[] doubles() {
        return doubles;
    }

    /** Copies {@code count} rows of a matrix to this tile, starting at {@code row}; they are then the rows in use. */
    public void load(Memory matrix, int row, int count) {
        if (floats != null) {
            matrix.get(row * columns, floats, 0, count * columns);
        } else {
            matrix.get(row * columns, doubles, 0, count * columns);
        }
        rows = count;
    }

    /**
     * Copies part of {@code count} rows of a wider matrix to this tile; they are then the rows in use.
     *
     * @param width columns of the matrix
     * @param column the first column of the part
     */
    public void load(Memory matrix, int row, int count, int width, int column) {
        if (width == columns) {
            load(matrix, row, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            int from = (row + i) * width + column;
            if (floats != null) {
                matrix.get(from, floats, i * columns, columns);
            } else {
                matrix.get(from, doubles, i * columns, columns);
            }
        }
        rows = count;
    }

    /** Copies the rows in use to a matrix, starting at {@code row}. */
    public void store(Memory matrix, int row) {
        if (floats != null) {
            matrix.put(row * columns, floats, 0, rows * columns);
        } else {
            matrix.put(row * columns, doubles, 0, rows * columns);
        }
    }

    /** Copies the rows from {@code first} to {@code end} (exclusive) to the same rows of a matrix. */
    public void storeRows(Memory matrix, int first, int end) {
        int from = first * columns;
        int count = (end - first) * columns;
        if (floats != null) {
            matrix.put(from, floats, from, count);
        } else {
            matrix.put(from, doubles, from, count);
        }
    }

    /**
     * Copies the rows in use to part of the rows of a wider matrix.
     *
     * @param width columns of the matrix
     * @param column the first column of the part
     */
    public void store(Memory matrix, int row, int width, int column) {
        if (width == columns) {
            store(matrix, row);
            return;
        }
        for (int i = 0; i < rows; i++) {
            int from = (row + i) * width + column;
            if (floats != null) {
                matrix.put(from, floats, i * columns, columns);
            } else {
                matrix.put(from, doubles, i * columns, columns);
            }
        }
    }

    /** Overwrites the numbers in use with these, converted if necessary. */
    public void set(float[] values) {
        if (floats != null) {
            System.arraycopy(values, 0, floats, 0, rows * columns);
        } else {
            for (int i = 0; i < rows * columns; i++) {
                doubles[i] = values[i];
            }
        }
    }

    /** Copies the numbers in use to this array, rounded if necessary. */
    public void get(float[] values) {
        if (floats != null) {
            System.arraycopy(floats, 0, values, 0, rows * columns);
        } else {
            for (int i = 0; i < rows * columns; i++) {
                values[i] = (float) doubles[i];
            }
        }
    }

    /** Sets every number to 0. */
    public void clear() {
        if (floats != null) {
            Arrays.fill(floats, 0f);
        } else {
            Arrays.fill(doubles, 0.0);
        }
    }

    /** Adds a single row to every row in use. */
    public void addRow(Tile row) {
        if (floats != null) {
            float[] x = floats;
            float[] r = row.floats;
            for (int i = 0; i < rows; i++) {
                for (int j = 0, o = i * columns; j < columns; j++) {
                    x[o + j] += r[j];
                }
            }
        } else {
            double[] x = doubles;
            double[] r = row.doubles;
            for (int i = 0; i < rows; i++) {
                for (int j = 0, o = i * columns; j < columns; j++) {
                    x[o + j] += r[j];
                }
            }
        }
    }

    /** Adds every row in use to a single row: column sums. */
    public void addRowsTo(Tile row) {
        if (floats != null) {
            float[] x = floats;
            float[] r = row.floats;
            for (int i = 0; i < rows; i++) {
                for (int j = 0, o = i * columns; j < columns; j++) {
                    r[j] += x[o + j];
                }
            }
        } else {
            double[] x = doubles;
            double[] r = row.doubles;
            for (int i = 0; i < rows; i++) {
                for (int j = 0, o = i * columns; j < columns; j++) {
                    r[j] += x[o + j];
                }
            }
        }
    }
}
