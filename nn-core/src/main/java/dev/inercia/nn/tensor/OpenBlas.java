package dev.inercia.nn.tensor;

import com.sun.jna.Function;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configures OpenBLAS. Its kernels and thread count are process-wide, and other code may set them before or after us,
 * so both are queried instead of remembered.
 */
final class OpenBlas {

    private static final Logger LOG = LoggerFactory.getLogger(OpenBlas.class);
    private static final String KERNELS = "OPENBLAS_CORETYPE";
    private static final String PROPERTY = "inercia.blas.threads";
    /** Whether the program sets OpenBLAS's thread count itself. */
    private static final boolean IS_KEPT = "keep".equals(System.getProperty(PROPERTY));

    private static final int THREADS = IS_KEPT ? 0 : Settings.threads(PROPERTY, 1, LOG);
    private static final Set<String> AVX512 = Set.of("avx512f", "avx512cd", "avx512dq", "avx512bw", "avx512vl");
    private static final Set<String> AVX512_KERNELS = Set.of("SKYLAKEX", "COOPERLAKE");

    private static boolean hasSmallProducts;
    /** OpenBLAS's own variable for its thread count; null if its address is unknown or it is not watched. */
    private static IntBuffer threads;

    private static boolean hasWarned;

    private OpenBlas() {}

    /**
     * Chooses OpenBLAS's kernels where OpenBLAS would choose badly. Version 0.3.19 treats AMD's Zen 4 and 5 as older
     * processors without AVX-512, whose kernels take four times as long for small matrices. OpenBLAS reads the choice
     * from the environment when it is loaded, so this must run before ND4J's first array. A variable set by the user
     * takes precedence.
     */
    static void chooseKernels() {
        if (System.getenv(KERNELS) != null || isLoaded()) { // if ND4J was used before, OpenBLAS has already chosen
            return;
        }
        List<String> processor = processor();
        if (processor.stream().anyMatch(line -> line.matches("vendor_id.*AuthenticAMD"))
                && processor.stream()
                        .filter(line -> line.startsWith("flags"))
                        .anyMatch(line -> List.of(line.split("\\s+")).containsAll(AVX512))) {
            set(KERNELS, "SkylakeX");
        }
    }

    private static boolean isLoaded() {
        return Loader.getLoadedLibraries().keySet().stream().anyMatch(name -> name.startsWith("openblas"));
    }

    /** Sets an environment variable of this process, unless it is already set. */
    private static void set(String name, String value) {
        try {
            // The address comes from JavaCPP, which ND4J needs anyway: JNA would start another process to find it.
            Pointer setenv = Loader.addressof("setenv");
            if (setenv != null) {
                Function.getFunction(new com.sun.jna.Pointer(setenv.address()))
                        .invokeInt(new Object[] {name, value, 0});
                LOG.debug("AMD processor with AVX-512: {} set to {} for this process", name, value);
            }
        } catch (Error e) { // JNA rejects another version's natives with a plain Error
            LOG.debug("{} could not be set: {}", name, e.toString());
        }
    }

    /** Linux's description of the first processor; empty on other systems. */
    private static List<String> processor() {
        Path description = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(description)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(description)) {
            return lines.takeWhile(line -> !line.isBlank()).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** Whether the active kernels have a fast path for products of small matrices; in 0.3.19 only those for AVX-512. */
    static boolean hasSmallProducts() {
        return hasSmallProducts;
    }

    /**
     * Sets OpenBLAS's thread count to the system property {@code inercia.blas.threads}, by default 1. {@link Cores}
     * splits large products instead: with two threads of its own OpenBLAS gains only a quarter, and its threads spin
     * between products, which slows down everything else on the same cores. ND4J must have started.
     */
    static void prepare() {
        hasSmallProducts = AVX512_KERNELS.stream().anyMatch(OpenBlas::isKernel);
        if (IS_KEPT) {
            return;
        }
        // ND4J also sets the thread count, when it first needs a product: let it do so now.
        Nd4j.getBlasWrapper().level3();
        openblas.blas_set_num_threads(THREADS);
        Pointer count = Loader.addressof("blas_cpu_number");
        IntBuffer watched = count == null ? null : new At(count).capacity(1).asBuffer();
        if (watched != null && watched.get(0) == THREADS) {
            threads = watched;
        } else {
            LOG.debug("OpenBLAS's thread count cannot be watched here");
        }
    }

    /** Whether these kernels are active: a variable of OpenBLAS points at the active ones. */
    private static boolean isKernel(String name) {
        Pointer inUse = Loader.addressof("gotoblas");
        Pointer kernel = Loader.addressof("gotoblas_" + name);
        return inUse != null
                && kernel != null
                && new PointerPointer<>(inUse).capacity(1).get(0).address() == kernel.address();
    }

    /** Restores OpenBLAS's thread count if other code has changed it. Costs a nanosecond otherwise. */
    static void requireThreads() {
        IntBuffer watched = threads;
        if (watched != null && watched.get(0) != THREADS) {
            restore(watched);
        }
    }

    private static synchronized void restore(IntBuffer watched) {
        int found = watched.get(0);
        if (found == THREADS) {
            return;
        }
        // On a separate thread: JavaCPP reads files, which fails on an interrupted one.
        Apart.run("inercia-blas", Backend.class.getClassLoader(), () -> openblas.blas_set_num_threads(THREADS));
        if (!hasWarned) {
            hasWarned = true;
            LOG.warn(
                    "Something in this process, such as Nd4j.getBlasWrapper() or another library, set OpenBLAS's threads"
                            + " to {}: set back to {}, as results would differ. If it was on purpose, start with -D{}={},"
                            + " or with -D{}=keep to set them in the program",
                    found,
                    THREADS,
                    PROPERTY,
                    found,
                    PROPERTY);
        }
    }

    /** Whether OpenBLAS uses a single thread; only then may products be split into parts. */
    static boolean isSingleThreaded() {
        return THREADS == 1;
    }

    /** A pointer to an int at a given address; tells its own size, see {@link Places.FloatPlace}. */
    private static final class At extends IntPointer {

        At(Pointer place) {
            super((Pointer) null);
            address = place.address();
        }

        @Override
        public int sizeof() {
            return Integer.BYTES;
        }
    }
}
