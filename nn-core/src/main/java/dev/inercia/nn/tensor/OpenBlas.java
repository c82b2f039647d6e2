package dev.inercia.nn.tensor;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets OpenBLAS up, once per process. */
final class OpenBlas {

    private static final Logger LOG = LoggerFactory.getLogger(OpenBlas.class);
    private static final String KERNELS = "OPENBLAS_CORETYPE";
    private static final int THREADS = Settings.threads("inercia.blas.threads", 1, LOG);
    private static final Set<String> AVX512 = Set.of("avx512f", "avx512cd", "avx512dq", "avx512bw", "avx512vl");
    private static final Set<String> AVX512_KERNELS = Set.of("skylakex", "cooperlake");

    private static boolean hasSmallProducts;

    private OpenBlas() {}

    /**
     * Chooses OpenBLAS's kernels where it would choose badly: version 0.3.19 knows AMD's Zen 4 and 5 only as older
     * processors without AVX-512, and its kernels for those take four times as long for small matrices. It reads the
     * choice from the environment when it is loaded, so this must come before ND4J's first array. An environment
     * variable that the user set stands.
     */
    static void chooseKernels() {
        String chosen = System.getenv(KERNELS);
        if (chosen != null) {
            hasSmallProducts = AVX512_KERNELS.contains(chosen.toLowerCase(Locale.ROOT));
            return;
        }
        List<String> processor = processor();
        hasSmallProducts = processor.stream()
                .filter(line -> line.startsWith("flags"))
                .anyMatch(line -> List.of(line.split("\\s+")).containsAll(AVX512));
        if (hasSmallProducts && processor.stream().anyMatch(line -> line.matches("vendor_id.*AuthenticAMD"))) {
            // A program that used ND4J before has OpenBLAS's own choice.
            hasSmallProducts = !isLoaded() && set(KERNELS, "SkylakeX");
        }
    }

    private static boolean isLoaded() {
        return Loader.getLoadedLibraries().keySet().stream().anyMatch(name -> name.startsWith("openblas"));
    }

    /** Sets a variable of this process's environment, if it has none of that name. */
    private static boolean set(String name, String value) {
        try {
            // Its address from JavaCPP, which ND4J needs anyway: to find it, JNA would start another process.
            org.bytedeco.javacpp.Pointer setenv = Loader.addressof("setenv");
            if (setenv != null) {
                Function.getFunction(new Pointer(setenv.address())).invokeInt(new Object[] {name, value, 0});
                LOG.debug("AMD processor with AVX-512: {} set to {} for this process", name, value);
                return true;
            }
        } catch (Error e) { // JNA refuses another version's natives by a plain Error
            LOG.debug("{} could not be set: {}", name, e.toString());
        }
        return false;
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
     * Sets OpenBLAS's thread count, which is global to the process: the system property {@code inercia.blas.threads}, by
     * default 1. Large products are cut in parts by {@link Cores} instead: on two threads of its own OpenBLAS gains a
     * quarter, and its threads, which wait for the next product by spinning, slow down whatever else shares the cores.
     */
    static void setThreads() {
        openblas.blas_set_num_threads(THREADS);
    }

    /** Whether products may be cut in parts: not where OpenBLAS has threads of its own. */
    static boolean isSingleThreaded() {
        return THREADS == 1;
    }
}
