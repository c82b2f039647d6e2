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

    /** The images of a block, if predictions are cut. */
    private static final int BLOCK = 100;

    /**
     * Keeps glibc from returning freed arrays to the system, which would map and zero them again in the next step: the
     * Python libraries allocate and free arrays in every step, and their guides recommend another allocator.
     */
    private static final Map<String, String> KEPT_MEMORY = Map.of(
            "MALLOC_MMAP_THRESHOLD_", "1073741824",
            "MALLOC_TRIM_THRESHOLD_", "2147483647",
            "MALLOC_TOP_PAD_", "67108864");

    /** Has OpenBLAS, oneDNN, MKL, PyTorch and numpy do without AVX-512, as on most laptops. */
    static final Map<String, String> AVX2 = Map.of(
            KERNELS,
            "Haswell",
            "ONEDNN_MAX_CPU_ISA",
            "AVX2",
            "ATEN_CPU_CAPABILITY",
            "avx2",
            "MKL_ENABLE_INSTRUCTIONS",
            "AVX2",
            "NPY_DISABLE_CPU_FEATURES",
            "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL");

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

    /** Without AVX-512. */
    Variant heldToAvx2() {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.putAll(AVX2);
        return new Variant(settings.isEmpty() ? "AVX2" : settings + ", AVX2", more);
    }

    /** The same with another environment variable. */
    Variant with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new Variant(settings, more);
    }

    /** The same with another environment variable, and words for it. */
    private Variant with(String words, String name, String value) {
        return new Variant(settings + ", " + words, with(name, value).environment());
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
        return withKernels(variants, hasAvx512);
    }

    /**
     * The same for PyTorch, and all threads with OpenBLAS at one: with both at all, their threads wait for work in loops
     * on the same cores.
     */
    static List<Variant> toTryInPyTorch(int processors, boolean hasAvx512) {
        List<Variant> variants = new ArrayList<>(toTry(processors, hasAvx512));
        if (processors > 1) {
            Variant all = threads(processors);
            Variant one = new Variant(all.settings() + ", OpenBLAS 1", all.environment());
            variants.addAll(withKernels(List.of(one.with("OPENBLAS_NUM_THREADS", "1")), hasAvx512));
        }
        return List.copyOf(variants);
    }

    /**
     * All threads for PyTorch's convolutions, with the better kernels for its dense layers: images channels first and
     * last, with oneDNN and, in training, without, and predicted at once or in blocks.
     */
    static List<Variant> toTryOnImages(int processors, boolean hasAvx512, boolean predicts) {
        Variant all = threads(processors);
        if (processors > 1) {
            all = all.with("OpenBLAS 1", "OPENBLAS_NUM_THREADS", "1");
        }
        if (hasAvx512 && System.getenv(KERNELS) == null) {
            all = all.withAvx512Kernels();
        }
        List<Variant> variants = new ArrayList<>(layouts(all));
        if (!predicts) {
            variants.addAll(layouts(all.with("without oneDNN", "MKLDNN", "0")));
            return List.copyOf(variants);
        }
        return variants.stream().flatMap(variant -> inBlocks(variant).stream()).toList();
    }

    private static List<Variant> layouts(Variant variant) {
        return List.of(variant, variant.with("channels last", "CHANNELS_LAST", "1"));
    }

    /** All images predicted at once, or {@value #BLOCK} after the other. */
    static List<Variant> inBlocks(Variant variant) {
        return List.of(variant, variant.with("by " + BLOCK, "BLOCK", Integer.toString(BLOCK)));
    }

    private static List<Variant> withKernels(List<Variant> variants, boolean hasAvx512) {
        List<Variant> all = new ArrayList<>(variants);
        if (hasAvx512 && System.getenv(KERNELS) == null) {
            variants.forEach(variant -> all.add(variant.withAvx512Kernels()));
        }
        return List.copyOf(all);
    }
}
