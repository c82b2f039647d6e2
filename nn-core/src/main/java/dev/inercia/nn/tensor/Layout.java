package dev.inercia.nn.tensor;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Helpers for the memory layout of arrays: row-major copies, views and checks. */
public final class Layout {

    private Layout() {}

    /**
     * The array itself if it has this type and is row-major without gaps, otherwise a copy that is. ND4J often returns
     * other layouts: {@code mmul} returns column-major arrays, and slices have gaps. The copy is in no workspace.
     *
     * @throws IllegalArgumentException if the array was closed
     */
    @SuppressWarnings("try") // the scope only has to be open
    public static INDArray rowMajor(INDArray array, DataType type) {
        requireOpen(array);
        if (array.dataType() == type && isDense(array, 'c')) {
            return array;
        }
        // The copy may be read after the current workspace has closed.
        try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            INDArray typed = array.dataType() == type ? array : array.castTo(type);
            return isDense(typed, 'c') ? typed : typed.dup('c');
        }
    }

    /** A view of some rows of a row-major array; the array itself if these are all of its rows. */
    public static INDArray rows(INDArray array, int from, int count) {
        if (count == array.size(0)) {
            return array;
        }
        long[] shape = array.shape().clone();
        shape[0] = count;
        // Explicit shape and strides: get(interval) may drop axes of length 1.
        long offset = array.offset() + from * (array.length() / array.size(0));
        return Nd4j.create(array.data(), shape, Nd4j.getStrides(shape, 'c'), offset, 'c', array.dataType());
    }

    /** A row-major view of the first elements of a vector. */
    public static INDArray front(INDArray vector, long... shape) {
        // Explicit strides, as the vector may be longer.
        return Nd4j.create(vector.data(), shape, Nd4j.getStrides(shape, 'c'), vector.offset(), 'c', vector.dataType());
    }

    /** Whether two arrays share a buffer: one is a view of the other, or both are views of a third. */
    public static boolean isSameMemory(INDArray a, INDArray b) {
        return whole(a.data()) == whole(b.data());
    }

    private static DataBuffer whole(DataBuffer data) {
        return data.originalDataBuffer() == null ? data : data.originalDataBuffer();
    }

    /**
     * Checks that the memory of an array has not been freed: reading it would return whatever is there now.
     *
     * @throws IllegalArgumentException if it was closed, or lies in a workspace whose scope has ended
     */
    public static void requireOpen(INDArray array) {
        if (array.wasClosed()) {
            throw closed();
        }
        if (!array.isInScope()) {
            throw new IllegalArgumentException(
                    "Expected an array whose workspace is open, but its scope has ended: copy"
                            + " what is used longer with detach()");
        }
    }

    /**
     * Whether an array can neither be closed nor end with a workspace, so that one check is enough; true for the
     * library's own arrays and their views.
     */
    public static boolean isLasting(INDArray array) {
        return isLasting(array.data());
    }

    static IllegalArgumentException closed() {
        return new IllegalArgumentException(
                "Expected an open array, but it was closed: close arrays only when nobody" + " uses them any more");
    }

    /** Whether closing an array cannot free this memory; true for the library's own arrays and their views. */
    static boolean isLasting(DataBuffer data) {
        return whole(data).isConstant();
    }

    /** The number of elements, checked to be within {@link Shape#MOST_ELEMENTS}. */
    static int elements(INDArray array) {
        requireHoldable(array.shape());
        return (int) array.length();
    }

    static void requireHoldable(long... shape) {
        double elements = 1; // a product in a long might overflow
        for (long size : shape) {
            elements *= size;
        }
        if (elements > Shape.MOST_ELEMENTS) {
            throw new IllegalArgumentException("Expected an array of at most " + Shape.MOST_ELEMENTS
                    + " elements, but got one of shape " + Arrays.toString(shape));
        }
    }

    static void requireDense(INDArray array) {
        requireOpen(array);
        DataType type = array.dataType();
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new IllegalArgumentException("Expected an array of FLOAT or DOUBLE, but got " + type
                    + ": convert it with castTo(DataType.FLOAT)");
        }
        if (!isDense(array, 'c') && !isDense(array, 'f')) {
            throw new IllegalArgumentException("Expected an array without gaps between its elements, but got shape "
                    + Arrays.toString(array.shape()) + " with strides " + Arrays.toString(array.stride())
                    + ": copy it with dup()");
        }
    }

    /** Whether the elements are contiguous in this order. Axes of length 1 may have any stride. */
    private static boolean isDense(INDArray array, char order) {
        int rank = array.rank();
        long expected = 1;
        for (int i = 0; i < rank; i++) {
            int axis = order == 'c' ? rank - 1 - i : i;
            long size = array.size(axis);
            if (size != 1 && array.stride(axis) != expected) {
                return false;
            }
            expected *= size;
        }
        return true;
    }
}
