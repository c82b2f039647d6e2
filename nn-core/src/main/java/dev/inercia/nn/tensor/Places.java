package dev.inercia.nn.tensor;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas.cblas_sgemv;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;

/** Pointers to the two factors and the result of a product, and the native calls that compute it. */
interface Places {

    static Places of(DataType type) {
        return type == DataType.FLOAT ? new Floats() : new Doubles();
    }

    /** Points at the three matrices, each this many elements past its start. */
    void set(Matrix a, long moreA, Matrix b, long moreB, Matrix c, long moreC);

    /** Computes {@code c = alpha op(a) op(b) + beta c}, of m x k by k x n, with these row strides. */
    void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            double alpha,
            int strideA,
            int strideB,
            double beta,
            int strideC);

    private static int op(boolean isTransposed) {
        return isTransposed ? CblasTrans : CblasNoTrans;
    }

    /** Products of floats. */
    final class Floats implements Places {

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
                boolean transposeA,
                boolean transposeB,
                int m,
                int n,
                int k,
                double alpha,
                int strideA,
                int strideB,
                double beta,
                int strideC) {
            float factor = (float) alpha;
            float kept = (float) beta;
            switch (Products.way(DataType.FLOAT, transposeA, transposeB, m, n, k)) {
                case VECTOR -> cblas_sgemv(CblasRowMajor, CblasNoTrans, n, k, factor, b, strideB, a, 1, kept, c, 1);
                case ONEDNN ->
                    OneDnn.multiply(transposeA, transposeB, m, n, k, factor, a, strideA, b, strideB, kept, c, strideC);
                case MATRICES -> {
                    int opA = op(transposeA);
                    int opB = op(transposeB);
                    cblas_sgemm(CblasRowMajor, opA, opB, m, n, k, factor, a, strideA, b, strideB, kept, c, strideC);
                }
            }
        }
    }

    /** Products of doubles. */
    final class Doubles implements Places {

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
                boolean transposeA,
                boolean transposeB,
                int m,
                int n,
                int k,
                double alpha,
                int strideA,
                int strideB,
                double beta,
                int strideC) {
            if (Products.way(DataType.DOUBLE, transposeA, transposeB, m, n, k) == Products.Way.VECTOR) {
                cblas_dgemv(CblasRowMajor, CblasNoTrans, n, k, alpha, b, strideB, a, 1, beta, c, 1);
            } else {
                int opA = op(transposeA);
                int opB = op(transposeB);
                cblas_dgemm(CblasRowMajor, opA, opB, m, n, k, alpha, a, strideA, b, strideB, beta, c, strideC);
            }
        }
    }

    /**
     * A movable pointer into memory that it does not own. It tells its own size of an element: JavaCPP looks it up in a
     * map without a lock, misses it while another thread loads a library, and makes a buffer of negative size then.
     */
    final class FloatPlace extends FloatPointer {

        FloatPlace() {
            super((Pointer) null);
        }

        void at(Matrix matrix, long more) {
            at(((DirectMemory) matrix.memory()).address() + (matrix.offset() + more) * Float.BYTES);
        }

        void at(long place) {
            address = place;
        }

        @Override
        public int sizeof() {
            return Float.BYTES;
        }
    }

    /** Like {@link FloatPlace}, for doubles. */
    final class DoublePlace extends DoublePointer {

        DoublePlace() {
            super((Pointer) null);
        }

        void at(Matrix matrix, long more) {
            at(((DirectMemory) matrix.memory()).address() + (matrix.offset() + more) * Double.BYTES);
        }

        void at(long place) {
            address = place;
        }

        @Override
        public int sizeof() {
            return Double.BYTES;
        }
    }
}
