package dev.inercia.nn.tensor;

import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who computes a product of matrices: OpenBLAS, which ND4J brings, or oneDNN, where it is at hand and faster.
 *
 * <p>What decides is whether OpenBLAS's kernels for this processor have a short way for small matrices, one that does not
 * copy them first. In 0.3.19 only those for AVX-512 have. Where it is taken nothing is faster; for larger products
 * oneDNN takes 5 to 60 % less time than OpenBLAS. Without AVX-512, as on most laptops, oneDNN takes half of OpenBLAS's
 * time for small products and up to 40 % less for large ones, so that all of them are its. A single row is everywhere
 * OpenBLAS's: there a product of a matrix and a vector does not copy either.
 *
 * <p>oneDNN multiplies floats only; doubles are always OpenBLAS's.
 *
 * <p>The system property {@code inercia.products} pins one of them, {@code openblas} or {@code onednn}. They add in
 * different orders, so the last bits of a result depend on who computes it.
 */
public final class Products {

    private static final Logger LOG = LoggerFactory.getLogger(Products.class);
    private static final String PROPERTY = "inercia.products";

    /** The multiplications of the largest product that OpenBLAS has a short way for, */
    private static final long LARGEST_SHORT = 1_000_000;
    /** and, if the second matrix is transposed, the largest result */
    private static final long LARGEST_RESULT = 1200;
    /** and the shortest rows. */
    private static final int SHORTEST_ROWS = 32;
    /** Multiplications below which nothing is gained, so that a small network need not load oneDNN. */
    private static final long LEAST = 100_000;
    /** A row shorter than this is multiplied faster as a vector, whatever the kernels. */
    private static final int SHORT_ROW = 64;

    private static Library pinned = pinned(System.getProperty(PROPERTY));

    private Products() {}

    /** Whose products may be pinned. */
    enum Library {
        OPENBLAS,
        ONEDNN
    }

    /** How a product is computed. */
    enum Way {
        /** By OpenBLAS, as a product of matrices. */
        MATRICES,
        /** By OpenBLAS, as a product of a matrix and a vector. */
        VECTOR,
        /** By oneDNN. */
        ONEDNN
    }

    /** Begins to load oneDNN where most products will be its. */
    static void prepare() {
        boolean isWanted = pinned == null ? !OpenBlas.hasSmallProducts() : pinned == Library.ONEDNN;
        if (isWanted && OpenBlas.isSingleThreaded()) {
            OneDnn.prepare();
        }
    }

    /** Who computes products of floats here, as in {@code OpenBLAS and oneDNN 2.5.2}; loads oneDNN if it may be used. */
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

    /** How to compute a product of m x k by k x n. */
    static Way way(DataType type, boolean transposeA, boolean transposeB, int m, int n, int k) {
        boolean hasShortWay = OpenBlas.hasSmallProducts();
        Library library = OpenBlas.isSingleThreaded() && type == DataType.FLOAT ? pinned : Library.OPENBLAS;
        Way way = way(library, hasShortWay, transposeA, transposeB, m, n, k);
        boolean isMissing = way == Way.ONEDNN && !OneDnn.isAvailable();
        return isMissing ? way(Library.OPENBLAS, hasShortWay, transposeA, transposeB, m, n, k) : way;
    }

    /**
     * How to compute it with this library, or whichever is faster.
     *
     * @param hasShortWay whether OpenBLAS's kernels have one
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
     * Has this library compute all products of floats, if it is at hand, or the faster one if it is null; for tests.
     *
     * @return what was pinned before
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
