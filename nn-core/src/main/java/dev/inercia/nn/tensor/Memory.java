package dev.inercia.nn.tensor;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of one array, seen as the run of numbers that it is: the primitives that everything above is written in.
 *
 * <p>A {@code Memory} is a place that arrays pass through, made once and pointed {@link #at(INDArray) at} an array;
 * pointing it at the same array again costs next to nothing. It keeps that array alive. Arrays must be FLOAT or DOUBLE
 * and lie without gaps; indices count elements in memory order, so for the c-order arrays that flow between layers row
 * by row.
 *
 * <p>Not thread-safe: every thread has its own.
 */
public sealed interface Memory permits DirectMemory, PortableMemory {

    /** A memory that looks at no array yet, in the fastest implementation the backend in use allows. */
    static Memory create() {
        return Backend.isDirect() ? new DirectMemory() : new PortableMemory();
    }

    /** A memory looking at this array. */
    static Memory of(INDArray array) {
        return create().at(array);
    }

    /**
     * A memory looking at a new array of this shape, all zero. Never in a workspace that happens to be open: what is made
     * here outlives it.
     *
     * <p>The array cannot be closed, nor can its views: {@code close()} does nothing. The library's arrays are handed out
     * in many places, and it goes on writing to them; their memory is given back when nobody refers to them any more.
     *
     * @throws IllegalArgumentException if these are more than {@link Shape#MOST_ELEMENTS}
     */
    @SuppressWarnings("try") // being open is all that the scope is for
    static Memory zeros(DataType type, long... shape) {
        Memory memory = create();
        try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            Layout.requireHoldable(shape);
            INDArray array = Nd4j.create(type, shape, 'c'); // spelled out, as the default order can be set
            array.data().setConstant(true);
            return memory.at(array);
        }
    }

    /** An array without elements. */
    static INDArray empty(DataType type) {
        Backend.start();
        return Nd4j.empty(type);
    }

    /** Bytes that arrays could still take: the physical memory that is free; without bound if that is unknown. */
    static long available() {
        return Backend.isDirect() ? DirectMemory.available() : Long.MAX_VALUE;
    }

    /**
     * Looks at another array from now on.
     *
     * @return this
     * @throws IllegalArgumentException if the array is neither FLOAT nor DOUBLE, has gaps between its elements, or was
     *     closed
     */
    Memory at(INDArray array);

    /** The array looked at, or null. */
    INDArray array();

    /** The data type of the array looked at: FLOAT or DOUBLE. */
    DataType type();

    /** The number of elements. */
    int length();

    /** Copies {@code count} elements from {@code offset} on to {@code target[at..]}. The array must be FLOAT. */
    void get(int offset, float[] target, int at, int count);

    /** Copies {@code count} elements from {@code offset} on to {@code target[at..]}. The array must be DOUBLE. */
    void get(int offset, double[] target, int at, int count);

    /** Copies {@code source[at..at + count)} to the array, from {@code offset} on. The array must be FLOAT. */
    void put(int offset, float[] source, int at, int count);

    /** Copies {@code source[at..at + count)} to the array, from {@code offset} on. The array must be DOUBLE. */
    void put(int offset, double[] source, int at, int count);

    /** Copies elements of another array of the same data type to this one. */
    void copy(int offset, Memory source, int sourceOffset, int count);

    /** The sum of absolute values: not finite if an element is not, or if it overflows by itself. */
    double absoluteSum();

    /** Whether every element is finite. Overflow of a sum does not count: the answer is exact. */
    default boolean isFinite() {
        return Double.isFinite(absoluteSum()) || indexOfNonFinite() < 0;
    }

    /** The index of the first element that is not finite, or -1. Slow; for error messages. */
    int indexOfNonFinite();

    /** A matrix in this memory, row by row without gaps from the first element on; see {@link Matrix#at}. */
    default Matrix matrix(int rows, int columns) {
        return matrix(rows, columns, columns);
    }

    /**
     * A matrix in this memory, from the first element on; see {@link Matrix#at}.
     *
     * @param stride elements from the beginning of one row to that of the next, at least {@code columns}
     */
    default Matrix matrix(int rows, int columns, int stride) {
        return new Matrix(this, rows, columns, stride);
    }
}
