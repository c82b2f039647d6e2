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
        OpenBlas.chooseKernels();
        String backend = backend();
        if (!backend.equals("CpuBackend")) {
            LOG.info("ND4J backend {}: computing in plain ND4J calls, correct but not fast", backend);
            return false;
        }
        try {
            OpenBlas.setThreads();
            Products.prepare();
            return true;
        } catch (LinkageError e) {
            LOG.warn(
                    "OpenBLAS could not be loaded ({}): computing in plain ND4J calls, correct but slow", e.toString());
            return false;
        }
    }

    private static String backend() {
        try {
            return Nd4j.getBackend().getClass().getSimpleName();
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "ND4J could not start: add a backend such as org.nd4j:nd4j-native-platform, with the natives of this"
                            + " platform, to the class path",
                    e);
        }
    }
}
