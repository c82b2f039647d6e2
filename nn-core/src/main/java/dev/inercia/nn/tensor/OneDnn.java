package dev.inercia.nn.tensor;

import java.util.concurrent.FutureTask;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * oneDNN's matrix product for floats, computed on the calling thread only. oneDNN is loaded on first use.
 *
 * <p>oneDNN splits large products across OpenMP threads. ND4J's natives use the same OpenMP, so their thread count,
 * which is a setting of the calling thread, also applies to oneDNN. It is set to 1 during a product and restored
 * afterwards: the caller's own work with ND4J keeps its threads.
 */
final class OneDnn {

    private static final Logger LOG = LoggerFactory.getLogger(OneDnn.class);
    private static final byte AS_IT_IS = 'N';
    private static final byte TRANSPOSED = 'T';

    /** Null until known. */
    private static volatile Boolean isAvailable;

    private static FutureTask<Boolean> loading;

    private OneDnn() {}

    /** Whether oneDNN could be loaded and computes correctly. Waits until it is loaded. */
    static boolean isAvailable() {
        Boolean known = isAvailable;
        return known != null ? known : Backend.isDirect() && await();
    }

    /** Starts loading oneDNN without waiting for it. ND4J must have started. */
    static void prepare() {
        try {
            begin();
        } catch (OutOfMemoryError e) {
            LOG.debug(
                    "The system allows no more threads ({}): oneDNN will be loaded when it is needed", e.getMessage());
        }
    }

    /**
     * Starts loading on a separate thread: on the caller's, an interrupt would make it fail for good, and
     * {@link #prepare} must not wait.
     */
    private static synchronized FutureTask<Boolean> begin() {
        if (loading == null) {
            FutureTask<Boolean> task = new FutureTask<>(OneDnn::load);
            Apart.thread("inercia-onednn", OneDnn.class.getClassLoader(), task).start();
            loading = task;
        }
        return loading;
    }

    private static boolean await() {
        FutureTask<Boolean> task = begin();
        try {
            isAvailable = Apart.result(task);
            return isAvailable;
        } catch (OutOfMemoryError e) {
            forget(task); // so that the next caller tries again
            throw e;
        }
    }

    private static synchronized void forget(FutureTask<Boolean> task) {
        if (loading == task) {
            loading = null;
        }
    }

    /** The version of oneDNN, such as {@code 2.5.2}. */
    static String version() {
        var version = dnnl.dnnl_version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    /** Computes {@code c = alpha op(a) op(b) + beta c}, with op(a) of m x k, op(b) of k x n, and these row strides. */
    static void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float alpha,
            FloatPointer a,
            int strideA,
            FloatPointer b,
            int strideB,
            float beta,
            FloatPointer c,
            int strideC) {
        int threads = OpenMp.OF_ND4J.ompGetMaxThreads();
        if (threads != 1) {
            OpenMp.OF_ND4J.setOmpNumThreads(1);
        }
        int status;
        try {
            status = dnnl.dnnl_sgemm(
                    transposeA ? TRANSPOSED : AS_IT_IS,
                    transposeB ? TRANSPOSED : AS_IT_IS,
                    m,
                    n,
                    k,
                    alpha,
                    a,
                    strideA,
                    b,
                    strideB,
                    beta,
                    c,
                    strideC);
        } finally {
            if (threads != 1) {
                OpenMp.OF_ND4J.setOmpNumThreads(threads);
            }
        }
        if (status != dnnl.dnnl_success) {
            throw refusal(status, m, n, k);
        }
    }

    private static IllegalStateException refusal(int status, int m, int n, int k) {
        String product = m + " x " + k + " and " + k + " x " + n;
        if (status == dnnl.dnnl_out_of_memory) {
            throw new OutOfMemoryError("oneDNN has no memory for a product of " + product);
        }
        return new IllegalStateException("oneDNN refused a product of " + product + " with status " + status
                + ": start with -Dinercia.products=openblas to do without it");
    }

    private static boolean load() {
        if (!isSupported()) {
            LOG.debug("oneDNN is used on Linux on x86-64 only: OpenBLAS computes all products");
            return false;
        }
        try {
            if (!computes()) {
                LOG.debug("oneDNN's products are wrong here: OpenBLAS computes all products");
                return false;
            }
            LOG.debug("oneDNN {} computes products of floats where it is faster than OpenBLAS", version());
            return true;
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Error | RuntimeException e) {
            LOG.debug("oneDNN could not be loaded ({}): OpenBLAS computes all products", e.toString());
            return false;
        }
    }

    /** On Arm, oneDNN's products are plain loops; on Windows and macOS, its OpenMP is not ND4J's. */
    private static boolean isSupported() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").matches("amd64|x86_64");
    }

    /** Whether {@code [1 2; 3 4] [5 6; 7 8] + 1} is correct in every form; each makes oneDNN generate its kernels. */
    private static boolean computes() {
        try (FloatPointer a = new FloatPointer(1, 2, 3, 4);
                FloatPointer transposedA = new FloatPointer(1, 3, 2, 4);
                FloatPointer b = new FloatPointer(5, 6, 7, 8);
                FloatPointer transposedB = new FloatPointer(5, 7, 6, 8);
                FloatPointer c = new FloatPointer(4)) {
            boolean isRight = true;
            for (int form = 0; form < 3; form++) {
                c.put(1, 1, 1, 1);
                boolean isA = form == 1;
                boolean isB = form == 2;
                multiply(isA, isB, 2, 2, 2, 1, isA ? transposedA : a, 2, isB ? transposedB : b, 2, 1, c, 2);
                isRight &= c.get(0) == 20 && c.get(1) == 23 && c.get(2) == 44 && c.get(3) == 51;
            }
            return isRight;
        }
    }

    /** Access to the thread count; in a holder class because ND4J could never start if this were touched first. */
    private static final class OpenMp {

        static final NativeOps OF_ND4J = NativeOpsHolder.getInstance().getDeviceNativeOps();

        private OpenMp() {}
    }
}
