package dev.inercia.nn.tensor;

import dev.inercia.nn.check.CheckReturnValue;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A matrix inside the memory of an array, and the target of matrix products:
 *
 * <pre>{@code
 * y.setProduct(x, weight.transposed());          // y = x W'
 * gradient.addProduct(dz.transposed(), x);       // dW += dz' x
 * y.at(step * batch * units).setProduct(x, weight.transposed());     // into a part of a larger array
 * }</pre>
 *
 * <p>The layout is row-major: element (i, j) is element {@code offset + i * stride + j} of the {@link Memory}. Rows,
 * columns and stride are fixed at creation. The offset can be set before any product, and the memory can be pointed at
 * another array. Only the first product into a matrix allocates.
 *
 * <p>Large products are split into parts that run on the {@link Cores}. Code that splits its own work, for example by
 * image, multiplies into an {@link #uncut()} matrix.
 *
 * <p>Not thread-safe: each thread, and each part of a task, needs its own matrices. They may share one memory: several
 * threads may read it, and write disjoint regions, as long as no thread points it at another array.
 */
public final class Matrix {

    private final Memory memory;
    /** Rows and columns as stored, without transposition. */
    private final int lines;

    private final int width;
    private final int stride;
    private final boolean isTransposed;
    private final boolean isCut;
    /** Elements from the first to the last, gaps included. */
    private final long extent;

    private int offset;
    private Matrix transposed;
    private Product product;

    Matrix(Memory memory, int rows, int columns, int stride) {
        this(memory, rows, columns, stride, false, true);
        if (rows < 1 || columns < 1 || stride < columns) {
            throw new IllegalArgumentException("Expected a matrix of at least 1 x 1 whose row stride is at least its"
                    + " columns, but got " + rows + " x " + columns + " with row stride " + stride);
        }
    }

    private Matrix(Memory memory, int lines, int width, int stride, boolean isTransposed, boolean isCut) {
        this.memory = memory;
        this.lines = lines;
        this.width = width;
        this.stride = stride;
        this.isTransposed = isTransposed;
        this.isCut = isCut;
        extent = (lines - 1L) * stride + width;
    }

    /** The transpose of this matrix, in the same memory. Always the same object, with the same offset as this one. */
    @CheckReturnValue
    public Matrix transposed() {
        if (transposed == null) {
            transposed = new Matrix(memory, lines, width, stride, !isTransposed, isCut);
            transposed.offset = offset;
            transposed.transposed = this;
        }
        return transposed;
    }

    /** A new matrix over the same elements, whose products are never split across {@link Cores}. */
    @CheckReturnValue
    public Matrix uncut() {
        return new Matrix(memory, lines, width, stride, isTransposed, false).at(offset);
    }

    /**
     * Moves this matrix: it then starts at this element of the memory.
     *
     * @return this
     */
    public Matrix at(int first) {
        offset = first;
        if (transposed != null) {
            transposed.offset = first;
        }
        return this;
    }

    /** The memory that holds this matrix. */
    public Memory memory() {
        return memory;
    }

    /** The number of rows. */
    public int rows() {
        return isTransposed ? width : lines;
    }

    /** The number of columns. */
    public int columns() {
        return isTransposed ? lines : width;
    }

    /** The index in the memory of the first element. */
    public int offset() {
        return offset;
    }

    /** {@code this = a b}. */
    public void setProduct(Matrix a, Matrix b) {
        multiply(1, a, b, 0);
    }

    /** {@code this = this + a b}. */
    public void addProduct(Matrix a, Matrix b) {
        multiply(1, a, b, 1);
    }

    /**
     * {@code this = alpha a b + beta this}.
     *
     * @param a has as many rows as this; like b, it has the data type of this and shares no element with it
     * @param b has as many rows as a has columns, and as many columns as this
     * @param beta 0 discards the old values, even those that are not finite
     * @throws IllegalArgumentException if shapes or data types do not match, a matrix extends beyond its memory, an
     *     array was closed, or this is a transpose
     */
    public void multiply(double alpha, Matrix a, Matrix b, double beta) {
        if (a.memory.type() != memory.type() || b.memory.type() != memory.type() || isTransposed || !fits(a, b)) {
            throw refusal(a, b);
        }
        a.requireInside();
        b.requireInside();
        requireInside();
        if (product == null || !product.isOf(memory.type())) {
            product = memory instanceof DirectMemory ? new DirectProduct(memory.type()) : new PortableProduct();
        }
        product.multiply(alpha, a, b, beta, this);
    }

    private boolean fits(Matrix a, Matrix b) {
        return a.columns() == b.rows() && a.rows() == lines && b.columns() == width;
    }

    private IllegalArgumentException refusal(Matrix a, Matrix b) {
        if (isTransposed) {
            return new IllegalArgumentException("Expected a result that is not transposed, but got the transpose of "
                    + transposed() + ": multiply the transposes of its factors, in reverse order");
        }
        if (fits(a, b)) {
            return new IllegalArgumentException("Expected matrices of one data type, but got " + a.memory.type()
                    + " times " + b.memory.type() + " into " + memory.type());
        }
        return new IllegalArgumentException("Expected matrices whose sides fit, m x k times k x n into m x n, but got "
                + a + " times " + b + " into " + this);
    }

    /** Checks the bounds and that the array is open: BLAS checks neither. */
    private void requireInside() {
        if (memory instanceof DirectMemory direct) {
            direct.requireOpen();
        } else {
            Layout.requireOpen(memory.array());
        }
        if (offset < 0 || offset + extent > memory.length()) {
            throw new IllegalArgumentException("Expected a matrix within its memory of " + memory.length()
                    + " elements, but got " + this + " in rows of " + stride + " that begins at " + offset);
        }
    }

    /** Rows and columns, such as {@code 128 x 30}. */
    @Override
    public String toString() {
        return rows() + " x " + columns();
    }

    boolean isTransposed() {
        return isTransposed;
    }

    /** Whether products into this matrix may be split into parts. */
    boolean isCut() {
        return isCut;
    }

    /** Elements from the start of one stored row to the start of the next. */
    int stride() {
        return stride;
    }

    /** The number of rows as stored. */
    int lines() {
        return lines;
    }

    /** The number of columns as stored. */
    int width() {
        return width;
    }

    /** Computes products; keeps its state for the next product into the same matrix. */
    interface Product {

        boolean isOf(DataType type);

        /** Like {@link Matrix#multiply}, with shapes, data types and bounds already checked. */
        void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c);
    }
}
