package dev.inercia.nn.tensor;

import dev.inercia.nn.check.CheckReturnValue;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The shape of one example, without the batch axis: {@code [784]} for features, {@code [28, 28, 1]} (height, width,
 * channels) for images, {@code []} for a single number.
 *
 * <p>Immutable. Arrays in the library carry the batch axis in front: an array of 10 examples of shape {@code [784]} is
 * {@code [10, 784]}.
 */
@CheckReturnValue
public final class Shape {

    /**
     * The maximum number of elements in one array: slightly below {@link Integer#MAX_VALUE}, so that the end index of a
     * block near the end of the array does not overflow.
     */
    public static final int MOST_ELEMENTS = Integer.MAX_VALUE - 65_535;

    private final int[] dimensions;
    private final int size;

    private Shape(int[] dimensions) {
        long product = 1;
        for (int dimension : dimensions) {
            if (dimension < 1) {
                throw new IllegalArgumentException(
                        "Every dimension of a shape must be at least 1, but got " + Arrays.toString(dimensions));
            }
            product *= dimension;
            if (product > MOST_ELEMENTS) {
                throw new IllegalArgumentException("Shape " + Arrays.toString(dimensions) + " has more than "
                        + MOST_ELEMENTS + " elements, more than one array can hold");
            }
        }
        this.dimensions = dimensions;
        this.size = (int) product;
    }

    /**
     * A shape with the given dimensions.
     *
     * @param dimensions each at least 1; none for a single number
     * @throws IllegalArgumentException if a dimension is below 1 or the product exceeds {@link #MOST_ELEMENTS}
     */
    public static Shape of(int... dimensions) {
        return new Shape(dimensions.clone());
    }

    /** The shape of the examples in an array whose first axis is the batch. */
    public static Shape ofExamples(long[] arrayShape) {
        int[] dimensions = new int[Math.max(0, arrayShape.length - 1)];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = Math.toIntExact(arrayShape[i + 1]);
        }
        return new Shape(dimensions);
    }

    /** The number of axes; 0 for a single number. */
    public int rank() {
        return dimensions.length;
    }

    /** The length of an axis; axes count from 0. */
    public int dimension(int axis) {
        return dimensions[axis];
    }

    /** The shape without its last axis: that of the rows. */
    public Shape withoutLast() {
        return new Shape(Arrays.copyOf(dimensions, dimensions.length - 1));
    }

    /** The number of elements: the product of all dimensions, 1 for a single number. */
    public int size() {
        return size;
    }

    /**
     * Checks that one array can hold this many examples of this shape.
     *
     * @param what what the examples are, for the error message, such as {@code the output of layer 0 (Dense)}
     */
    public void requireHoldable(long rows, String what) {
        if (rows * size > MOST_ELEMENTS) {
            throw new IllegalArgumentException("Expected at most " + MOST_ELEMENTS + " elements in one array, but "
                    + what + " of shape " + this + " would need " + rows * size + " for " + rows
                    + " examples: use at most " + MOST_ELEMENTS / size + " at once");
        }
    }

    /** The dimensions as a new array. */
    public int[] dimensions() {
        return dimensions.clone();
    }

    /** The dimensions in the form ND4J takes, as a new array. */
    public long[] toArrayShape() {
        return Arrays.stream(dimensions).asLongStream().toArray();
    }

    /** The shape of an array of {@code rows} examples, {@code [rows, dimensions...]}, in the form ND4J takes. */
    public long[] toArrayShape(int rows) {
        long[] shape = new long[dimensions.length + 1];
        shape[0] = rows;
        for (int i = 0; i < dimensions.length; i++) {
            shape[i + 1] = dimensions[i];
        }
        return shape;
    }

    /** Whether the array holds {@code rows} examples of this shape. Allocates nothing. */
    public boolean matches(INDArray array, int rows) {
        if (array.rank() != dimensions.length + 1 || array.size(0) != rows) {
            return false;
        }
        for (int i = 0; i < dimensions.length; i++) {
            if (array.size(i + 1) != dimensions[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape that && Arrays.equals(dimensions, that.dimensions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dimensions);
    }

    /** The dimensions in brackets, such as {@code [28, 28, 1]}. */
    @Override
    public String toString() {
        return Arrays.toString(dimensions);
    }
}
