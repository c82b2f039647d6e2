package dev.inercia.nn.tensor;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.openblas.global.openblas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets OpenBLAS up, once per process. */
final class OpenBlas {

    private static final Logger LOG = LoggerFactory.getLogger(OpenBlas.class);
    private static final String KERNELS = "OPENBLAS_CORETYPE";
    private static final int THREADS = Settings.threads("inercia.blas.threads", 1, LOG);
    private static final Set<String> AVX512 = Set.of("avx512f", "avx512cd", "avx512dq", "avx512bw", "avx512vl");

    private OpenBlas() {}

    /**
     * Chooses OpenBLAS's kernels where it would choose badly: version 0.3.19 knows AMD's Zen 4 and 5 only as older
     * processors without AVX-512, and its kernels for those take four times as long for small matrices. It reads the
     * choice from the environment when it is loaded, so this must come before ND4J's first array. An environment
     * variable that the user set stands.
     */
    static void chooseKernels() {
        if (System.getenv(KERNELS) == null && isAmdWithAvx512()) {
            try {
                NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {KERNELS, "SkylakeX", 0});
                LOG.debug("AMD processor with AVX-512: {} set to SkylakeX for this process", KERNELS);
            } catch (LinkageError e) {
                LOG.debug("{} could not be set: {}", KERNELS, e.toString());
            }
        }
    }

    private static boolean isAmdWithAvx512() {
        Path description = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(description)) {
            return false; // not Linux
        }
        try (Stream<String> lines = Files.lines(description)) {
            List<String> processor = lines.takeWhile(line -> !line.isBlank()).toList();
            return processor.stream().anyMatch(line -> line.startsWith("vendor_id") && line.endsWith("AuthenticAMD"))
                    && processor.stream()
                            .filter(line -> line.startsWith("flags"))
                            .anyMatch(line -> List.of(line.split("\\s+")).containsAll(AVX512));
        } catch (IOException e) {
            return false;
        }
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
