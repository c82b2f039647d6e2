package dev.inercia.examples.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A setting that a contestant is run at, in the environment of its process.
 *
 * @param settings in words
 * @param environment variables to set
 */
record Variant(String settings, Map<String, String> environment) {

    /** The libraries' own names for their number of threads. */
    private static final List<String> THREADS = List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");

    private static final String KERNELS = "OPENBLAS_CORETYPE";

    /**
     * What keeps glibc from handing freed arrays back to the system, to be mapped and zeroed anew in the next step: the
     * libraries in Python make and free theirs in every step, and their guides advise another allocator.
     */
    private static final Map<String, String> KEPT_MEMORY = Map.of(
            "MALLOC_MMAP_THRESHOLD_", "1073741824",
            "MALLOC_TRIM_THRESHOLD_", "2147483647",
            "MALLOC_TOP_PAD_", "67108864");

    /** As it is. */
    static final Variant PLAIN = new Variant("", Map.of());

    /** With so many threads, OpenBLAS's kernels as it chooses them. */
    static Variant threads(int threads) {
        Map<String, String> environment = new LinkedHashMap<>();
        THREADS.forEach(name -> environment.put(name, Integer.toString(threads)));
        return new Variant(threads == 1 ? "1 thread" : threads + " threads", environment);
    }

    /** The same with OpenBLAS's kernels for AVX-512, which it does not find by itself on every processor that has it. */
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

    /** The same with freed memory kept. */
    Variant keepingMemory() {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.putAll(KEPT_MEMORY);
        return new Variant(settings + ", freed memory kept", more);
    }

    /** All that a peer may be fastest at: one thread or all, and, where it makes sense, other kernels. */
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
