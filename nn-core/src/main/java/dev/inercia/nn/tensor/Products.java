package dev.inercia.nn.tensor;

import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the library for each matrix product: OpenBLAS, which ships with ND4J, or oneDNN, where it is available and
 * faster.
 *
 * <p>The choice depends on whether OpenBLAS's kernels for this processor have a fast path for small matrices, which
 * does not copy them first. In 0.3.19 only the AVX-512 kernels have one. Nothing is faster than this fast path; for
 * larger products oneDNN takes 5 to 60 % less time than OpenBLAS. Without AVX-512, as on most laptops, oneDNN takes
 * half of OpenBLAS's time for small products and up to 40 % less for large ones, so it computes all of them. A single
 * row always goes to OpenBLAS: its matrix-vector product does not copy either.
 *
 * <p>oneDNN multiplies floats only; doubles always go to OpenBLAS.
 *
 * <p>The system property {@code inercia.products} pins one of them, {@code openblas} or {@code onednn}. They sum in
 * different orders, so the last bits of a result depend on the library.
 */
public final class Products {

    private static final Logger LOG = LoggerFactory.getLogger(Products.class);
    private static final String PROPERTY = "inercia.products";

    /** The most multiplications in a product that takes OpenBLAS's fast path. */
    private static final long LARGEST_SHORT = 1_000_000;
    /** The most elements in the result of such a product, if the second matrix is transposed. */
    private static final long LARGEST_RESULT = 1200;
    /** The shortest rows in such a product, if the second matrix is transposed. */
    private static final int SHORTEST_ROWS = 32;
    /** Below this many multiplications oneDNN gains nothing, so a small network need not load it. */
    private static final long LEAST = 100_000;
    /** Below this length, multiplying a row as a vector is faster with any kernels. */
    private static final int SHORT_ROW = 64;

    private static Library pinned = pinned(System.getProperty(PROPERTY));

    private Products() {}

    /** The libraries that can be pinned. */
    enum Library {
        OPENBLAS,
        ONEDNN
    }

    /** The routine that computes a product. */
    enum Way {
        /** OpenBLAS's matrix-matrix product. */
        MATRICES,
        /** OpenBLAS's matrix-vector product. */
        VECTOR,
        /** oneDNN's matrix-matrix product. */
        ONEDNN
    }

    /** Starts loading oneDNN if it will compute most products. */
    static void prepare() {
        boolean isWanted = pinned == null ? !OpenBlas.hasSmallProducts() : pinned == Library.ONEDNN;
        if (isWanted && OpenBlas.isSingleThreaded()) {
            OneDnn.prepare();
        }
    }

    /**
     * The libraries for products of floats, such as {@code OpenBLAS and oneDNN 2.5.2}; loads oneDNN if it may be used.
     */
    public static String libraries() {
        if (!Backend.isDirect()) {
            return "ND4J";
        }
        if (pinned == Library.OPENBLAS || !OpenBlas.isSingleThreaded() || !OneDnn.isAvailable()) {
            return "OpenBLAS";
        }
        String oneDnn = "oneDNN " + OneDnn.version();
        return pinned == Library.ONEDNN ? oneDnn : "OpenBLAS and " + oneDnn;
    }

    /** Chooses the routine for a product of m x k by k x n. */
    static Way way(DataType type, boolean transposeA, boolean transposeB, int m, int n, int k) {
        boolean hasShortWay = OpenBlas.hasSmallProducts();
        Library library = OpenBlas.isSingleThreaded() && type == DataType.FLOAT ? pinned : Library.OPENBLAS;
        Way way = way(library, hasShortWay, transposeA, transposeB, m, n, k);
        boolean isMissing = way == Way.ONEDNN && !OneDnn.isAvailable();
        return isMissing ? way(Library.OPENBLAS, hasShortWay, transposeA, transposeB, m, n, k) : way;
    }

    /**
     * Chooses the routine within this library, or the fastest one if the library is null.
     *
     * @param hasShortWay whether OpenBLAS's kernels have the fast path for small matrices
     */
    static Way way(Library library, boolean hasShortWay, boolean transposeA, boolean transposeB, int m, int n, int k) {
        if (library == Library.ONEDNN) {
            return Way.ONEDNN;
        }
        long multiplications = (long) m * n * k;
        boolean isShort = hasShortWay && multiplications <= LARGEST_SHORT;
        if (m == 1 && !transposeA && transposeB && (k < SHORT_ROW || !isShort)) {
            return Way.VECTOR;
        }
        if (library == Library.OPENBLAS) {
            return Way.MATRICES;
        }
        if (isShort && !transposeA && transposeB) {
            isShort = (long) m * n <= LARGEST_RESULT && k >= SHORTEST_ROWS;
        }
        return isShort || hasShortWay && multiplications < LEAST ? Way.MATRICES : Way.ONEDNN;
    }

    /**
     * Pins all products of floats to this library, if available; null chooses the faster one. For tests.
     *
     * @return the library pinned before, or null
     */
    static Library pin(Library library) {
        Library before = pinned;
        pinned = library;
        return before;
    }

    private static Library pinned(String value) {
        if (value == null) {
            return null;
        }
        for (Library library : Library.values()) {
            if (library.name().equals(value.toUpperCase(Locale.ROOT))) {
                return library;
            }
        }
        LOG.warn("{} must be openblas or onednn, but is '{}': choosing by processor and size", PROPERTY, value);
        return null;
    }
}
