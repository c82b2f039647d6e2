package dev.inercia.nn.tensor;

import dev.inercia.nn.check.CheckReturnValue;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A matrix within the memory of an array, and matrix products into it:
 *
 * <pre>{@code
 * y.setProduct(x, weight.transposed());          // y = x W'
 * gradient.addProduct(dz.transposed(), x);       // dW += dz' x
 * y.at(step * rows * units).setProduct(...)      // a part of a larger array
 * }</pre>
 *
 * <p>It lies row by row: element (i, j) is element {@code offset + i * stride + j} of the {@link Memory}. Rows, columns
 * and stride are fixed when it is made; the offset can be set before any product, and the memory be pointed at another
 * array. Products allocate nothing after the first into a matrix.
 *
 * <p>Large products are cut in parts that the {@link Cores} share. Code that divides its own work, by images say,
 * multiplies into a matrix that is {@link #uncut()}.
 *
 * <p>Not thread-safe: every thread, and every part of a task, has its own matrices. They may be of one memory, which
 * several threads may read, and write in different places, as long as nobody points it at another array.
 */
public final class Matrix {

    private final Memory memory;
    /** The sides as they lie in memory. */
    private final int lines;

    private final int width;
    private final int stride;
    private final boolean isTransposed;
    private final boolean isCut;
    /** From the first element to behind the last. */
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

    /** The transpose of this matrix, in the same memory: always the same object, which moves with this one. */
    @CheckReturnValue
    public Matrix transposed() {
        if (transposed == null) {
            transposed = new Matrix(memory, lines, width, stride, !isTransposed, isCut);
            transposed.offset = offset;
            transposed.transposed = this;
        }
        return transposed;
    }

    /** A new matrix in the same place whose products are never cut among {@link Cores}. */
    @CheckReturnValue
    public Matrix uncut() {
        return new Matrix(memory, lines, width, stride, isTransposed, false).at(offset);
    }

    /**
     * Begins at this element of the memory from now on.
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

    /** The memory it lies in. */
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

    /** The element of the memory that it begins at. */
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
     * @param a of as many rows as this; of the same data type, and without an element of this, as b
     * @param b of as many rows as a has columns, and as many columns as this
     * @param beta 0 forgets what was here, also where it is not finite
     * @throws IllegalArgumentException if sides or data types do not fit, one of them reaches beyond its memory, an array
     *     was closed, or this is transposed
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

    /** BLAS would read and write beyond. */
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

    /** The sides, as in {@code 128 x 30}. */
    @Override
    public String toString() {
        return rows() + " x " + columns();
    }

    boolean isTransposed() {
        return isTransposed;
    }

    /** Whether products into it may be cut in parts. */
    boolean isCut() {
        return isCut;
    }

    /** From one line in memory to the next. */
    int stride() {
        return stride;
    }

    /** The rows as they lie in memory. */
    int lines() {
        return lines;
    }

    /** The columns as they lie in memory. */
    int width() {
        return width;
    }

    /** How a product is computed; keeps what it needs for the next one into the same matrix. */
    interface Product {

        boolean isOf(DataType type);

        /** As {@link Matrix#multiply}, of matrices that fit and lie within their memories. */
        void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c);
    }
}
