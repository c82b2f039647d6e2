package dev.inercia.nn.tensor;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.inercia.nn.tensor.Products.Library;
import dev.inercia.nn.tensor.Products.Way;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Who computes a product, and that it is right whoever does. */
class ProductsTest {

    /** Does something with all products of floats pinned to a library. */
    static void with(Library library, Runnable work) {
        Library before = Products.pin(library);
        try {
            work.run();
        } finally {
            Products.pin(before);
        }
    }

    /** The shapes that were measured; the last two columns are what was fastest with AVX-512, and without. */
    @ParameterizedTest
    @CsvSource({
        // 784-30-10, batch 10: forward, weight gradients, input gradient
        "false, true, 10, 30, 784, MATRICES, ONEDNN",
        "false, true, 10, 10, 30, MATRICES, ONEDNN",
        "true, false, 30, 784, 10, MATRICES, ONEDNN",
        "true, false, 10, 30, 10, MATRICES, ONEDNN",
        "false, false, 10, 30, 10, MATRICES, ONEDNN",
        // one image
        "false, true, 1, 30, 784, MATRICES, VECTOR",
        "false, true, 1, 10, 30, VECTOR, VECTOR",
        "false, true, 1, 128, 9216, VECTOR, VECTOR",
        // 784-512-512-10, batch 128, in two parts
        "false, true, 128, 256, 784, ONEDNN, ONEDNN",
        "false, true, 128, 10, 512, ONEDNN, ONEDNN",
        "true, false, 10, 512, 128, MATRICES, ONEDNN",
        "false, false, 128, 512, 10, MATRICES, ONEDNN",
        "true, false, 256, 512, 128, ONEDNN, ONEDNN",
        "false, false, 128, 256, 512, ONEDNN, ONEDNN",
        // few rows of a large layer
        "false, true, 8, 256, 784, ONEDNN, ONEDNN",
        // slices of convolutions
        "false, false, 8, 50, 100, MATRICES, ONEDNN",
        "true, false, 96, 64, 24, MATRICES, ONEDNN",
        "false, false, 24, 96, 64, MATRICES, ONEDNN"
    })
    void theFastestIsChosen(boolean transposeA, boolean transposeB, int m, int n, int k, Way withAvx512, Way without) {
        assertThat(Products.way(null, true, transposeA, transposeB, m, n, k)).isEqualTo(withAvx512);
        assertThat(Products.way(null, false, transposeA, transposeB, m, n, k)).isEqualTo(without);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENBLAS, 10, 30, 784, MATRICES",
        "OPENBLAS, 128, 512, 784, MATRICES",
        "OPENBLAS, 1, 10, 30, VECTOR",
        "ONEDNN, 10, 30, 784, ONEDNN",
        "ONEDNN, 1, 10, 30, ONEDNN"
    })
    void aPinnedLibraryComputesAllFloats(Library library, int m, int n, int k, Way expected) {
        assertThat(Products.way(library, true, false, true, m, n, k)).isEqualTo(expected);
        assertThat(Products.way(library, false, false, true, m, n, k)).isEqualTo(expected);
    }

    @Test
    void doublesAreOpenBlass() {
        with(Library.ONEDNN, () -> {
            assertThat(Products.way(DataType.DOUBLE, false, true, 10, 30, 784)).isEqualTo(Way.MATRICES);
            assertThat(Products.way(DataType.DOUBLE, false, true, 1, 10, 30)).isEqualTo(Way.VECTOR);
        });
    }

    static Stream<MatrixTest.Strided> ofFloats() {
        return MatrixTest.products().stream().filter(product -> product.type() == DataType.FLOAT);
    }

    /** With offsets, strides, in both forms of transposition, cut and uncut. */
    @ParameterizedTest
    @MethodSource("ofFloats")
    void bothLibrariesComputeTheTripleLoop(MatrixTest.Strided product) {
        for (Library library : Library.values()) {
            with(
                    library,
                    () -> assertClose(product.run(DirectMemory::new), product.expected(), 1e-5, library.toString()));
        }
    }

    /** Every size around the borders of the choice. */
    @ParameterizedTest
    @EnumSource(Library.class)
    void noSizeIsWrong(Library library) {
        with(library, () -> {
            for (int m : new int[] {1, 2, 15, 16, 17, 33}) {
                for (int n : new int[] {1, 3, 16, 31, 37}) {
                    for (int k : new int[] {1, 2, 31, 32, 65}) {
                        double[] a = uniform(m * k, -1, 1, 1);
                        double[] b = uniform(n * k, -1, 1, 2);
                        double[] expected = new double[m * n];
                        for (int i = 0; i < m * n; i++) {
                            for (int l = 0; l < k; l++) {
                                expected[i] += (float) a[i / n * k + l] * (double) (float) b[i % n * k + l];
                            }
                        }
                        Memory c = Memory.zeros(DataType.FLOAT, m, n);
                        Matrix right = Memory.of(array(DataType.FLOAT, b, n, k)).matrix(n, k);
                        c.matrix(m, n)
                                .setProduct(
                                        Memory.of(array(DataType.FLOAT, a, m, k))
                                                .matrix(m, k),
                                        right.transposed());
                        assertClose(values(c.array()), expected, 1e-5, m + " x " + n + ", k = " + k);
                    }
                }
            }
        });
    }

    @Test
    void theLibrariesAreNamed() {
        assumeThat(OneDnn.isAvailable()).isTrue();
        with(null, () -> assertThat(Products.libraries()).matches("OpenBLAS and oneDNN \\d+\\.\\d+\\.\\d+"));
        with(Library.ONEDNN, () -> assertThat(Products.libraries()).matches("oneDNN \\d+\\.\\d+\\.\\d+"));
        with(Library.OPENBLAS, () -> assertThat(Products.libraries()).isEqualTo("OpenBLAS"));
    }
}
