package dev.inercia.examples.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A setting of a contestant, made in the environment of its process.
 *
 * @param settings in words
 * @param environment variables to set
 */
record Variant(String settings, Map<String, String> environment) {

    /** The environment variables for the number of threads. */
    private static final List<String> THREADS = List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");

    private static final String KERNELS = "OPENBLAS_CORETYPE";

    /**
     * Keeps glibc from returning freed arrays to the system, which would map and zero them again in the next step: the
     * Python libraries allocate and free arrays in every step, and their guides recommend another allocator.
     */
    private static final Map<String, String> KEPT_MEMORY = Map.of(
            "MALLOC_MMAP_THRESHOLD_", "1073741824",
            "MALLOC_TRIM_THRESHOLD_", "2147483647",
            "MALLOC_TOP_PAD_", "67108864");

    /** No settings. */
    static final Variant PLAIN = new Variant("", Map.of());

    /** With this many threads and OpenBLAS's own choice of kernels. */
    static Variant threads(int threads) {
        Map<String, String> environment = new LinkedHashMap<>();
        THREADS.forEach(name -> environment.put(name, Integer.toString(threads)));
        return new Variant(threads == 1 ? "1 thread" : threads + " threads", environment);
    }

    /** The same with OpenBLAS's AVX-512 kernels, which it does not choose on every processor that supports them. */
    private Variant withAvx512Kernels() {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(KERNELS, "SkylakeX");
        return new Variant(settings + ", " + KERNELS + "=SkylakeX", more);
    }

    /** The same with another environment variable. */
    Variant with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new Variant(settings, more);
    }

    /** The same, keeping freed memory. */
    Variant keepingMemory() {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.putAll(KEPT_MEMORY);
        return new Variant(settings + ", freed memory kept", more);
    }

    /** The variants that may be fastest: one thread or all and, if the processor has AVX-512, other kernels. */
    static List<Variant> toTry(int processors, boolean hasAvx512) {
        List<Variant> variants = new ArrayList<>(List.of(threads(1)));
        if (processors > 1) {
            variants.add(threads(processors));
        }
        if (hasAvx512 && System.getenv(KERNELS) == null) {
            List.copyOf(variants).forEach(variant -> variants.add(variant.withAvx512Kernels()));
        }
        return List.copyOf(variants);
    }
}
