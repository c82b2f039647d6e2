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
 * Sets OpenBLAS up. Its kernels and its thread count belong to the process: others set them too, before or after us, so
 * both are asked for and not remembered.
 */
final class OpenBlas {

    private static final Logger LOG = LoggerFactory.getLogger(OpenBlas.class);
    private static final String KERNELS = "OPENBLAS_CORETYPE";
    private static final String PROPERTY = "inercia.blas.threads";
    /** Whether the program sets OpenBLAS's threads itself. */
    private static final boolean IS_KEPT = "keep".equals(System.getProperty(PROPERTY));

    private static final int THREADS = IS_KEPT ? 0 : Settings.threads(PROPERTY, 1, LOG);
    private static final Set<String> AVX512 = Set.of("avx512f", "avx512cd", "avx512dq", "avx512bw", "avx512vl");
    private static final Set<String> AVX512_KERNELS = Set.of("SKYLAKEX", "COOPERLAKE");

    private static boolean hasSmallProducts;
    /** Where OpenBLAS keeps its thread count; null if that is unknown or not watched. */
    private static IntBuffer threads;

    private static boolean hasWarned;

    private OpenBlas() {}

    /**
     * Chooses OpenBLAS's kernels where it would choose badly: version 0.3.19 knows AMD's Zen 4 and 5 only as older
     * processors without AVX-512, and its kernels for those take four times as long for small matrices. It reads the
     * choice from the environment when it is loaded, so this must come before ND4J's first array. An environment
     * variable that the user set stands.
     */
    static void chooseKernels() {
        if (System.getenv(KERNELS) != null || isLoaded()) { // a program that used ND4J before has OpenBLAS's own choice
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

    /** Sets a variable of this process's environment, if it has none of that name. */
    private static void set(String name, String value) {
        try {
            // Its address from JavaCPP, which ND4J needs anyway: to find it, JNA would start another process.
            Pointer setenv = Loader.addressof("setenv");
            if (setenv != null) {
                Function.getFunction(new com.sun.jna.Pointer(setenv.address()))
                        .invokeInt(new Object[] {name, value, 0});
                LOG.debug("AMD processor with AVX-512: {} set to {} for this process", name, value);
            }
        } catch (Error e) { // JNA refuses another version's natives by a plain Error
            LOG.debug("{} could not be set: {}", name, e.toString());
        }
    }

    /** Linux's description of the first processor; elsewhere empty. */
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

    /** Whether the kernels in use have a short way for products of small matrices; in 0.3.19 only those for AVX-512. */
    static boolean hasSmallProducts() {
        return hasSmallProducts;
    }

    /**
     * Sets OpenBLAS's thread count: the system property {@code inercia.blas.threads}, by default 1. Large products are
     * cut in parts by {@link Cores} instead: on two threads of its own OpenBLAS gains a quarter, and its threads, which
     * wait for the next product by spinning, slow down whatever else shares the cores. ND4J must have started.
     */
    static void prepare() {
        hasSmallProducts = AVX512_KERNELS.stream().anyMatch(OpenBlas::isKernel);
        if (IS_KEPT) {
            return;
        }
        // ND4J sets the threads, too, when it first needs a product: let it do so now.
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

    /** Whether these are the kernels in use: OpenBLAS has a variable that points at them. */
    private static boolean isKernel(String name) {
        Pointer inUse = Loader.addressof("gotoblas");
        Pointer kernel = Loader.addressof("gotoblas_" + name);
        return inUse != null
                && kernel != null
                && new PointerPointer<>(inUse).capacity(1).get(0).address() == kernel.address();
    }

    /** Sets OpenBLAS's threads again if somebody else has set them. Costs a nanosecond otherwise. */
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
        // Apart: JavaCPP reads files, which fails on an interrupted thread.
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

    /** Whether products may be cut in parts: not where OpenBLAS has threads of its own. */
    static boolean isSingleThreaded() {
        return THREADS == 1;
    }

    /** An address, seen as that of a number. */
    private static final class At extends IntPointer {

        At(Pointer place) {
            super((Pointer) null);
            address = place.address();
        }
    }
}
