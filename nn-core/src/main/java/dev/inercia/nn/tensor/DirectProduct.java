package dev.inercia.nn.tensor;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas.cblas_sgemv;

import java.lang.ref.Reference;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A matrix product by OpenBLAS: small ones in one call, which for a single row may be that of a matrix and a vector;
 * large ones cut along the units, which are columns of a forward product and rows of a weight gradient, a part for each
 * of the {@link Cores}. Makes nothing after its first large product.
 */
final class DirectProduct implements Matrix.Product, Cores.Task {

    /** Multiplications that are worth a helper: some 20 us of them. */
    private static final long LEAST = 1_000_000;
    /** Rows shorter than this are multiplied faster by a matrix-vector product, whatever the kernels. */
    private static final int SHORT = 64;
    /** Sides are cut at multiples of this, as wide as a processor's vectors. */
    private static final int GRAIN = 16;

    private final DataType type;
    /** Where each part begins; those of the whole are those of part 0. */
    private final Places[] places = new Places[Cores.count()];

    private Matrix a;
    private Matrix b;
    private Matrix c;
    private double alpha;
    private double beta;

    DirectProduct(DataType type) {
        this.type = type;
        places[0] = Places.of(type);
    }

    @Override
    public boolean isOf(DataType other) {
        return other == type;
    }

    @Override
    public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        this.alpha = alpha;
        this.a = a;
        this.b = b;
        this.beta = beta;
        this.c = c;
        int parts = parts(a, c);
        if (parts > 1 && places[1] == null) {
            for (int i = 1; i < places.length; i++) {
                places[i] = Places.of(type);
            }
        }
        try {
            Cores.share(this, parts);
        } finally {
            // A pointer does not keep its array alive.
            Reference.reachabilityFence(a.memory().array());
            Reference.reachabilityFence(b.memory().array());
            Reference.reachabilityFence(c.memory().array());
        }
    }

    /** How many parts the product of a matrix like a is cut into. */
    static int parts(Matrix a, Matrix c) {
        if (!c.isCut() || !OpenBlas.isSingleThreaded()) {
            return 1;
        }
        long multiplications = (long) c.rows() * c.columns() * a.columns();
        return Math.min(Cores.parts(multiplications, LEAST), Math.max(1, side(a, c) / GRAIN));
    }

    /** The side that is cut. */
    private static int side(Matrix a, Matrix c) {
        return a.isTransposed() ? c.rows() : c.columns();
    }

    @Override
    public void run(int part, int parts) {
        int from = cut(part, parts);
        int length = cut(part + 1, parts) - from;
        Places at = places[part];
        if (a.isTransposed()) {
            at.set(a, from, b, 0, c, (long) from * c.stride());
            multiply(length, c.columns(), at);
        } else {
            at.set(a, 0, b, b.isTransposed() ? (long) from * b.stride() : from, c, from);
            multiply(c.rows(), length, at);
        }
    }

    private int cut(int part, int parts) {
        return part == parts ? side(a, c) : Cores.from(side(a, c) / GRAIN, part, parts) * GRAIN;
    }

    /** So many rows and columns of the result. */
    private void multiply(int rows, int columns, Places at) {
        int k = a.columns();
        if (isRow(rows, k)) {
            at.multiplyRow(columns, k, alpha, b.stride(), beta);
            return;
        }
        int opA = a.isTransposed() ? CblasTrans : CblasNoTrans;
        int opB = b.isTransposed() ? CblasTrans : CblasNoTrans;
        at.multiply(opA, opB, rows, columns, k, alpha, a.stride(), b.stride(), beta, c.stride());
    }

    /** Whether it is a row times the transpose of a matrix, and too small for a product, or for the kernels in use. */
    private boolean isRow(int rows, int k) {
        return rows == 1 && !a.isTransposed() && b.isTransposed() && (k < SHORT || !OpenBlas.hasSmallProducts());
    }

    /** Where a, b and c begin, as BLAS takes it. */
    private interface Places {

        static Places of(DataType type) {
            return type == DataType.FLOAT ? new FloatPlaces() : new DoublePlaces();
        }

        void set(Matrix a, long moreA, Matrix b, long moreB, Matrix c, long moreC);

        void multiply(int opA, int opB, int m, int n, int k, double alpha, int lda, int ldb, double beta, int ldc);

        /** {@code c = alpha b a + beta c}, where a and c are rows and b is n by k. */
        void multiplyRow(int n, int k, double alpha, int ldb, double beta);
    }

    private static final class FloatPlaces implements Places {

        private final FloatPlace a = new FloatPlace();
        private final FloatPlace b = new FloatPlace();
        private final FloatPlace c = new FloatPlace();

        @Override
        public void set(Matrix first, long moreA, Matrix second, long moreB, Matrix result, long moreC) {
            a.at(first, moreA);
            b.at(second, moreB);
            c.at(result, moreC);
        }

        @Override
        public void multiply(
                int opA, int opB, int m, int n, int k, double alpha, int lda, int ldb, double beta, int ldc) {
            cblas_sgemm(CblasRowMajor, opA, opB, m, n, k, (float) alpha, a, lda, b, ldb, (float) beta, c, ldc);
        }

        @Override
        public void multiplyRow(int n, int k, double alpha, int ldb, double beta) {
            cblas_sgemv(CblasRowMajor, CblasNoTrans, n, k, (float) alpha, b, ldb, a, 1, (float) beta, c, 1);
        }
    }

    private static final class DoublePlaces implements Places {

        private final DoublePlace a = new DoublePlace();
        private final DoublePlace b = new DoublePlace();
        private final DoublePlace c = new DoublePlace();

        @Override
        public void set(Matrix first, long moreA, Matrix second, long moreB, Matrix result, long moreC) {
            a.at(first, moreA);
            b.at(second, moreB);
            c.at(result, moreC);
        }

        @Override
        public void multiply(
                int opA, int opB, int m, int n, int k, double alpha, int lda, int ldb, double beta, int ldc) {
            cblas_dgemm(CblasRowMajor, opA, opB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
        }

        @Override
        public void multiplyRow(int n, int k, double alpha, int ldb, double beta) {
            cblas_dgemv(CblasRowMajor, CblasNoTrans, n, k, alpha, b, ldb, a, 1, beta, c, 1);
        }
    }

    /** A pointer into another's memory, set anew for every product. */
    private static final class FloatPlace extends FloatPointer {

        FloatPlace() {
            super((Pointer) null);
        }

        void at(Matrix matrix, long more) {
            address = ((DirectMemory) matrix.memory()).address() + (matrix.offset() + more) * Float.BYTES;
        }
    }

    /** As {@link FloatPlace}. */
    private static final class DoublePlace extends DoublePointer {

        DoublePlace() {
            super((Pointer) null);
        }

        void at(Matrix matrix, long more) {
            address = ((DirectMemory) matrix.memory()).address() + (matrix.offset() + more) * Double.BYTES;
        }
    }
}
