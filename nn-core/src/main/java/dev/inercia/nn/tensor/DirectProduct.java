package dev.inercia.nn.tensor;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas.cblas_sgemv;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A matrix product by OpenBLAS: small ones in one call, which for a single row may be that of a matrix and a vector;
 * large ones cut along the units, which are columns of a forward product and rows of a weight gradient, a part for each
 * of the {@link Cores}. Of matrices of one type. Makes nothing after its first large product.
 */
final class DirectProduct implements Cores.Task {

    /** Multiplications that are worth a helper: some 20 us of them. */
    private static final long LEAST = 1_000_000;
    /** Rows shorter than this are multiplied faster by a matrix-vector product, whatever the kernels. */
    private static final int SHORT = 64;
    /** Sides are cut at multiples of this, as wide as a processor's vectors. */
    private static final int GRAIN = 16;

    private boolean transposeA;
    private boolean transposeB;
    private int m;
    private int n;
    private int k;
    private double alpha;
    private double beta;
    private Pointer a;
    private Pointer b;
    private Pointer c;
    /** Where each part's own operand and result begin. */
    private Pointer[] operands;

    private Pointer[] results;

    /** {@code c = alpha op(a) op(b) + beta c}, as in {@link Memory#multiply}; all pointers to float, or all to double. */
    void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            double alpha,
            Pointer a,
            Pointer b,
            double beta,
            Pointer c) {
        this.transposeA = transposeA;
        this.transposeB = transposeB;
        this.m = m;
        this.n = n;
        this.k = k;
        this.alpha = alpha;
        this.beta = beta;
        this.a = a;
        this.b = b;
        this.c = c;
        int parts = parts();
        if (parts == 1) {
            multiply(m, n, a, b, c);
            return;
        }
        if (operands == null) {
            operands = places(c);
            results = places(c);
        }
        Cores.share(this, parts);
    }

    private int parts() {
        if (!OpenBlas.isSingleThreaded()) {
            return 1;
        }
        return Math.min(Cores.parts((long) m * n * k, LEAST), Math.max(1, (transposeA ? m : n) / GRAIN));
    }

    private static Pointer[] places(Pointer like) {
        Pointer[] places = new Pointer[Cores.count()];
        Arrays.setAll(places, i -> like instanceof FloatPointer ? new FloatPlace() : new DoublePlace());
        return places;
    }

    @Override
    public void run(int part, int parts) {
        int side = transposeA ? m : n;
        int from = cut(side, part, parts);
        int length = cut(side, part + 1, parts) - from;
        if (!transposeA) {
            Pointer columns = at(operands[part], b, transposeB ? (long) from * k : from);
            multiply(m, length, a, columns, at(results[part], c, from));
        } else {
            Pointer rows = at(operands[part], a, from);
            multiply(length, n, rows, b, at(results[part], c, (long) from * n));
        }
    }

    private static int cut(int length, int part, int parts) {
        return part == parts ? length : Cores.from(length / GRAIN, part, parts) * GRAIN;
    }

    private static Pointer at(Pointer place, Pointer base, long offset) {
        return place instanceof FloatPlace
                ? ((FloatPlace) place).at(base, offset)
                : ((DoublePlace) place).at(base, offset);
    }

    /** So many rows and columns of the result; all strides are those of the whole matrices. */
    private void multiply(int rows, int columns, Pointer first, Pointer second, Pointer result) {
        if (isRow(rows)) {
            multiplyRow(columns, first, second, result);
            return;
        }
        int opA = transposeA ? CblasTrans : CblasNoTrans;
        int opB = transposeB ? CblasTrans : CblasNoTrans;
        int strideA = transposeA ? m : k;
        int strideB = transposeB ? k : n;
        if (result instanceof FloatPointer) {
            cblas_sgemm(
                    CblasRowMajor,
                    opA,
                    opB,
                    rows,
                    columns,
                    k,
                    (float) alpha,
                    (FloatPointer) first,
                    strideA,
                    (FloatPointer) second,
                    strideB,
                    (float) beta,
                    (FloatPointer) result,
                    n);
        } else {
            cblas_dgemm(
                    CblasRowMajor,
                    opA,
                    opB,
                    rows,
                    columns,
                    k,
                    alpha,
                    (DoublePointer) first,
                    strideA,
                    (DoublePointer) second,
                    strideB,
                    beta,
                    (DoublePointer) result,
                    n);
        }
    }

    /** Whether it is a row times the transpose of a matrix, and too small for a product, or for the kernels in use. */
    private boolean isRow(int rows) {
        return rows == 1 && !transposeA && transposeB && (k < SHORT || !OpenBlas.hasSmallProducts());
    }

    private void multiplyRow(int columns, Pointer row, Pointer matrix, Pointer result) {
        if (result instanceof FloatPointer) {
            cblas_sgemv(
                    CblasRowMajor,
                    CblasNoTrans,
                    columns,
                    k,
                    (float) alpha,
                    (FloatPointer) matrix,
                    k,
                    (FloatPointer) row,
                    1,
                    (float) beta,
                    (FloatPointer) result,
                    1);
        } else {
            cblas_dgemv(
                    CblasRowMajor,
                    CblasNoTrans,
                    columns,
                    k,
                    alpha,
                    (DoublePointer) matrix,
                    k,
                    (DoublePointer) row,
                    1,
                    beta,
                    (DoublePointer) result,
                    1);
        }
    }

    /** A pointer into another's memory, pointed anew for every product. */
    private static final class FloatPlace extends FloatPointer {

        FloatPlace() {
            super((Pointer) null);
        }

        FloatPlace at(Pointer base, long offset) {
            address = base.address() + (base.position() + offset) * Float.BYTES;
            return this;
        }
    }

    /** As {@link FloatPlace}. */
    private static final class DoublePlace extends DoublePointer {

        DoublePlace() {
            super((Pointer) null);
        }

        DoublePlace at(Pointer base, long offset) {
            address = base.address() + (base.position() + offset) * Double.BYTES;
            return this;
        }
    }
}
