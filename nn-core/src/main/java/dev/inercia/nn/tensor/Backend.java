package dev.inercia.nn.tensor;

import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which implementation of the primitives the running ND4J backend allows. Decided when the first array is asked for,
 * which is why the library makes its arrays through {@link Memory} and {@link Parameters}.
 */
final class Backend {

    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);

    /** Whether arrays are plain memory of this process and OpenBLAS is at hand, so that both can be used directly. */
    static final boolean DIRECT = direct();

    private Backend() {}

    private static boolean direct() {
        if (Boolean.getBoolean("inercia.portable")) {
            LOG.info("inercia.portable is set: computing in plain ND4J calls");
            return false;
        }
        try {
            OpenBlas.chooseKernels();
            String backend = Nd4j.getBackend().getClass().getSimpleName();
            if (!backend.equals("CpuBackend")) {
                LOG.info("ND4J backend {}: computing in plain ND4J calls, correct but not fast", backend);
                return false;
            }
            OpenBlas.setThreads();
            return true;
        } catch (LinkageError e) {
            LOG.warn(
                    "OpenBLAS could not be loaded ({}): computing in plain ND4J calls, correct but slow", e.toString());
            return false;
        }
    }
}
