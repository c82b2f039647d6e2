package dev.inercia.nn.tensor;

import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts ND4J and decides which implementation of the primitives its backend allows. This happens when the first array
 * is requested, so the library creates its arrays through {@link Memory} and {@link Parameters}.
 *
 * <p>ND4J and OpenBLAS start on a thread {@link Apart} from the caller's. A failed start changes nothing; the next
 * caller tries again.
 */
final class Backend {

    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);

    /** Null until decided. */
    private static volatile Boolean isDirect;
    /** Why ND4J first failed to start: Java never initialises a class twice, and later attempts lose the cause. */
    private static Throwable failure;

    private Backend() {}

    /**
     * Whether arrays are plain memory of this process and OpenBLAS is available, so that both can be used directly.
     * Starts ND4J if necessary.
     *
     * @throws IllegalStateException if ND4J has no backend or cannot start; the message gives the cause and the fix
     */
    static boolean isDirect() {
        Boolean known = isDirect;
        if (known == null) {
            start();
        }
        return isDirect;
    }

    /** Starts ND4J and decides, unless that is already done. */
    static synchronized void start() {
        if (isDirect == null) {
            ClassLoader context = contextWithBackend();
            Apart.run("inercia-start", context, () -> isDirect = direct(context));
        }
    }

    /**
     * The class loader in which ND4J finds a backend. ND4J keeps the context class loader of the thread that starts it,
     * so its own class loader is preferred, which lives as long as ND4J anyway.
     */
    private static ClassLoader contextWithBackend() {
        return Stream.of(
                        Nd4jBackend.class.getClassLoader(),
                        Backend.class.getClassLoader(),
                        Thread.currentThread().getContextClassLoader())
                .filter(Objects::nonNull)
                .filter(loader -> ServiceLoader.load(Nd4jBackend.class, loader).stream()
                        .findAny()
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no ND4J backend on the class path: add the"
                        + " dependency org.nd4j:nd4j-native-platform, in the version of nd4j-api"));
    }

    private static boolean direct(ClassLoader context) {
        boolean isPortable = Boolean.getBoolean("inercia.portable");
        if (!isPortable) {
            Apart.call(context, Pointer.class, "maxBytes", long.class); // starts JavaCPP's thread
            OpenBlas.chooseKernels();
        }
        String backend = backend(context);
        if (isPortable) {
            LOG.info("inercia.portable is set: computing in plain ND4J calls");
            return false;
        }
        if (!backend.equals("CpuBackend")) {
            LOG.info("ND4J backend {}: computing in plain ND4J calls, correct but not fast", backend);
            return false;
        }
        try {
            OpenBlas.prepare();
            Products.prepare();
            return true;
        } catch (LinkageError e) {
            LOG.warn(
                    "OpenBLAS could not be loaded ({}): computing in plain ND4J calls, correct but slow", e.toString());
            return false;
        }
    }

    /** Starts ND4J and its threads, and returns the backend's class name. */
    private static String backend(ClassLoader context) {
        try {
            Object backend = Apart.call(context, Nd4j.class, "getBackend", Nd4jBackend.class);
            Apart.call(context, Nd4j.class, "getDeallocatorService", DeallocatorService.class);
            return backend.getClass().getSimpleName();
        } catch (LinkageError e) {
            failure = failure == null ? e : failure;
            throw new IllegalStateException(
                    "ND4J could not start: " + root(failure) + "; " + mend(root(failure)), failure);
        }
    }

    private static String mend(Throwable root) {
        if (root instanceof IllegalCallerException) {
            return "this JVM denies native access: start it with the option --enable-native-access=ALL-UNNAMED";
        }
        return "mend that and start the program again. If its natives are missing, add the dependency"
                + " org.nd4j:nd4j-native-platform, or the natives of this platform";
    }

    private static Throwable root(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
