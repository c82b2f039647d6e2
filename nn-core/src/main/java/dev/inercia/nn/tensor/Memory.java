package dev.inercia.nn.tensor;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of one array as a flat run of numbers, with the primitives that the rest of the library builds on.
 *
 * <p>A {@code Memory} is a reusable accessor: create it once and point it {@link #at(INDArray) at} one array after
 * another. Pointing it at the same array again costs next to nothing. It keeps its array alive. Arrays must be FLOAT or
 * DOUBLE and have no gaps. Indices count elements in memory order: row by row for the c-order arrays passed between
 * layers.
 *
 * <p>Not thread-safe: each thread needs its own.
 */
public sealed interface Memory permits DirectMemory, PortableMemory {

    /** A memory that points at no array yet, in the fastest implementation that the active backend allows. */
    static Memory create() {
        return Backend.isDirect() ? new DirectMemory() : new PortableMemory();
    }

    /** A memory pointing at this array. */
    static Memory of(INDArray array) {
        return create().at(array);
    }

    /**
     * A memory pointing at a new array of this shape, all zero. The array is never in the current workspace, because it
     * has to outlive that.
     *
     * <p>Neither the array nor its views can be closed: {@code close()} does nothing. The library hands its arrays out
     * in many places and keeps writing to them; their memory is freed once they are unreachable.
     *
     * @throws IllegalArgumentException if the shape has more than {@link Shape#MOST_ELEMENTS} elements
     */
    @SuppressWarnings("try") // the scope only has to be open
    static Memory zeros(DataType type, long... shape) {
        Memory memory = create();
        try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            Layout.requireHoldable(shape);
            INDArray array = Nd4j.create(type, shape, 'c'); // explicit, as the default order is configurable
            array.data().setConstant(true);
            return memory.at(array);
        }
    }

    /** An array without elements. */
    static INDArray empty(DataType type) {
        Backend.start();
        return Nd4j.empty(type);
    }

    /** The bytes available for new arrays: the free physical memory, or {@link Long#MAX_VALUE} if that is unknown. */
    static long available() {
        return Backend.isDirect() ? DirectMemory.available() : Long.MAX_VALUE;
    }

    /**
     * Points this memory at another array.
     *
     * @return this
     * @throws IllegalArgumentException if the array is neither FLOAT nor DOUBLE, has gaps between its elements, or was
     *     closed
     */
    Memory at(INDArray array);

    /** The array this points at, or null. */
    INDArray array();

    /** The data type of the array: FLOAT or DOUBLE. */
    DataType type();

    /** The number of elements. */
    int length();

    /** Copies {@code count} elements, starting at {@code offset}, to {@code target[at..]}. The array must be FLOAT. */
    void get(int offset, float[] target, int at, int count);

    /** Copies {@code count} elements, starting at {@code offset}, to {@code target[at..]}. The array must be DOUBLE. */
    void get(int offset, double[] target, int at, int count);

    /** Copies {@code source[at..at + count)} to the array, starting at {@code offset}. The array must be FLOAT. */
    void put(int offset, float[] source, int at, int count);

    /** Copies {@code source[at..at + count)} to the array, starting at {@code offset}. The array must be DOUBLE. */
    void put(int offset, double[] source, int at, int count);

    /** Copies {@code count} elements of another memory with the same data type to this one. */
    void copy(int offset, Memory source, int sourceOffset, int count);

    /** The sum of absolute values; not finite if an element is not finite or the sum itself overflows. */
    double absoluteSum();

    /** Whether every element is finite. Exact: finite elements whose sum overflows still count as finite. */
    default boolean isFinite() {
        return Double.isFinite(absoluteSum()) || indexOfNonFinite() < 0;
    }

    /** The index of the first element that is not finite, or -1. Slow; for error messages. */
    int indexOfNonFinite();

    /** A row-major matrix without gaps that starts at the first element of this memory; see {@link Matrix#at}. */
    default Matrix matrix(int rows, int columns) {
        return matrix(rows, columns, columns);
    }

    /**
     * A row-major matrix that starts at the first element of this memory; see {@link Matrix#at}.
     *
     * @param stride elements from the start of one row to the start of the next, at least {@code columns}
     */
    default Matrix matrix(int rows, int columns, int stride) {
        return new Matrix(this, rows, columns, stride);
    }
}
