package dev.inercia.optim;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.tensor.Layout;
import dev.inercia.nn.tensor.Memory;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Named vectors as long as the parameters, kept on the heap in tiles: the state of an optimizer.
 *
 * <p>In tiles, so that a {@link Rule} needs one index for all its arrays, and no copy.
 */
public final class Vectors {

    /** Elements per tile: of those tried, 1,024 was the fastest. */
    static final int TILE = 1024;

    private final List<String> names;
    private final boolean[] isSquare;
    private final DataType type;
    private final int length;
    /** [tile][vector][element]; exactly one of the two is used. */
    private final float[][][] floats;

    private final double[][][] doubles;

    /** Vectors of this length, all zero. */
    public Vectors(List<String> names, DataType type, int length) {
        this(names, List.of(), type, length);
    }

    /** The same, where those of these names hold squares; see {@link Optimizer#squares}. */
    public Vectors(List<String> names, List<String> squares, DataType type, int length) {
        this.names = List.copyOf(names);
        isSquare = new boolean[names.size()];
        for (int i = 0; i < isSquare.length; i++) {
            isSquare[i] = squares.contains(names.get(i));
        }
        this.type = type;
        this.length = length;
        int tiles = (length + TILE - 1) / TILE;
        floats = type == DataType.FLOAT ? new float[tiles][names.size()][TILE] : null;
        doubles = type == DataType.FLOAT ? null : new double[tiles][names.size()][TILE];
    }

    /** The names, in order. */
    public List<String> names() {
        return names;
    }

    /** FLOAT or DOUBLE. */
    public DataType type() {
        return type;
    }

    /** Elements of each vector. */
    public int length() {
        return length;
    }

    boolean isSquare(int vector) {
        return isSquare[vector];
    }

    int tiles() {
        return (length + TILE - 1) / TILE;
    }

    float[][] floats(int tile) {
        return floats[tile];
    }

    double[][] doubles(int tile) {
        return doubles[tile];
    }

    /** The sum of absolute values of all vectors. Slow. */
    public double absoluteSum() {
        return names.stream()
                .mapToDouble(name -> Memory.of(get(name)).absoluteSum())
                .sum();
    }

    /** True if every element of every vector is finite. Slow. */
    public boolean isFinite() {
        for (String name : names) {
            if (!Memory.of(get(name)).isFinite()) {
                return false;
            }
        }
        return true;
    }

    /** A copy that shares nothing with this. */
    @CheckReturnValue
    public Vectors copy() {
        Vectors copy = new Vectors(names, type, length);
        copy.assign(this);
        return copy;
    }

    /** Copies the values of vectors with the same names and length. */
    public void assign(Vectors other) {
        names.forEach(name -> set(name, other.get(name)));
    }

    /** A copy of one vector. */
    public INDArray get(String name) {
        Memory memory = Memory.zeros(type, length);
        copy(indexOf(name), memory);
        return memory.array();
    }

    /**
     * Copies one vector to an array.
     *
     * @throws IllegalArgumentException if there is no such vector, or length or type differ
     */
    public void get(String name, INDArray target) {
        int vector = indexOf(name);
        if (target.length() != length || target.dataType() != type) {
            throw new IllegalArgumentException("Expected an array of " + length + " numbers of type " + type + " for '"
                    + name + "', but got " + target.length() + " of type " + target.dataType());
        }
        copy(vector, Memory.of(target));
    }

    private void copy(int vector, Memory target) {
        for (int tile = 0; tile < tiles(); tile++) {
            int offset = tile * TILE;
            int count = Math.min(TILE, length - offset);
            if (floats != null) {
                target.put(offset, floats[tile][vector], 0, count);
            } else {
                target.put(offset, doubles[tile][vector], 0, count);
            }
        }
    }

    /**
     * Overwrites one vector.
     *
     * @throws IllegalArgumentException if there is no such vector or the length differs
     */
    public void set(String name, INDArray values) {
        int vector = indexOf(name);
        if (values.length() != length) {
            throw new IllegalArgumentException(
                    "Expected " + length + " values for '" + name + "', but got " + values.length());
        }
        Memory memory = Memory.of(Layout.rowMajor(values, type));
        for (int tile = 0; tile < tiles(); tile++) {
            int offset = tile * TILE;
            int count = Math.min(TILE, length - offset);
            if (floats != null) {
                memory.get(offset, floats[tile][vector], 0, count);
            } else {
                memory.get(offset, doubles[tile][vector], 0, count);
            }
        }
    }

    private int indexOf(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("There is no vector '" + name + "'; there are " + names);
        }
        return index;
    }
}
