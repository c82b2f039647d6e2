package dev.inercia.nn.tensor;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.rounded;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Matrices as parts of a larger memory: offsets, strides, transposes, and what is refused. */
class MatrixTest {

    private static final int[][] SIZES = {
        {1, 1, 1},
        {1, 6, 130},
        {1, 5, 7},
        {7, 1, 5},
        {24, 64, 96},
        {8, 50, 3},
        // Large enough to be shared among cores.
        {130, 149, 121}
    };

    /** A product of matrices that lie somewhere in longer arrays, in rows that are longer than they are. */
    record Strided(
            int m, int n, int k, boolean transposeA, boolean transposeB, double beta, boolean isCut, DataType type) {

        private static final int GAP_A = 3;
        private static final int GAP_B = 5;
        private static final int GAP_C = 2;
        private static final int OFFSET_A = 4;
        private static final int OFFSET_B = 1;
        private static final int OFFSET_C = 7;

        private static double[] numbers(int lines, int width, int gap, int offset, long seed, DataType type) {
            return rounded(uniform(offset + lines * (width + gap) + 3, -1, 1, seed), type);
        }

        int linesA() {
            return transposeA ? k : m;
        }

        int widthA() {
            return transposeA ? m : k;
        }

        int linesB() {
            return transposeB ? n : k;
        }

        int widthB() {
            return transposeB ? k : n;
        }

        double[] a() {
            return numbers(linesA(), widthA(), GAP_A, OFFSET_A, 1, type);
        }

        double[] b() {
            return numbers(linesB(), widthB(), GAP_B, OFFSET_B, 2, type);
        }

        double[] c() {
            return numbers(m, n, GAP_C, OFFSET_C, 3, type);
        }

        /** The result's array, all of it. */
        double[] expected() {
            double[] a = a();
            double[] b = b();
            double[] c = c();
            int strideA = widthA() + GAP_A;
            int strideB = widthB() + GAP_B;
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int l = 0; l < k; l++) {
                        sum += a[OFFSET_A + (transposeA ? l * strideA + i : i * strideA + l)]
                                * b[OFFSET_B + (transposeB ? j * strideB + l : l * strideB + j)];
                    }
                    int index = OFFSET_C + i * (n + GAP_C) + j;
                    c[index] = sum + beta * c[index];
                }
            }
            return c;
        }

        double[] run(Supplier<Memory> maker) {
            INDArray result = array(type, c(), c().length);
            Matrix a = maker.get()
                    .at(array(type, a(), a().length))
                    .matrix(linesA(), widthA(), widthA() + GAP_A)
                    .at(OFFSET_A);
            Matrix b = maker.get()
                    .at(array(type, b(), b().length))
                    .matrix(linesB(), widthB(), widthB() + GAP_B)
                    .at(OFFSET_B);
            Matrix c = maker.get().at(result).matrix(m, n, n + GAP_C).at(OFFSET_C);
            (isCut ? c : c.uncut()).multiply(1, transposeA ? a.transposed() : a, transposeB ? b.transposed() : b, beta);
            return values(result);
        }
    }

    static List<Strided> products() {
        List<Strided> products = new ArrayList<>();
        for (int[] size : SIZES) {
            for (int i = 0; i < 32; i++) {
                products.add(new Strided(
                        size[0],
                        size[1],
                        size[2],
                        (i & 1) > 0,
                        (i & 2) > 0,
                        (i & 4) > 0 ? 1 : 0,
                        (i & 8) > 0,
                        (i & 16) > 0 ? DataType.FLOAT : DataType.DOUBLE));
            }
        }
        return products;
    }

    static Stream<MemoryContractTest.Kind> kinds() {
        return MemoryContractTest.kinds();
    }

    @ParameterizedTest
    @MethodSource("products")
    void isTheTripleLoopAndLeavesWhatLiesBetween(Strided product) {
        double tolerance = product.type == DataType.FLOAT ? 1e-5 : 1e-13;
        double[] direct = product.run(DirectMemory::new);
        double[] portable = product.run(PortableMemory::new);
        assertClose(direct, product.expected(), tolerance, "direct");
        assertClose(portable, product.expected(), tolerance, "portable");
        assertClose(direct, portable, tolerance, "direct and portable");
        double[] before = product.c();
        for (int i = 0; i < before.length; i++) {
            int place = i - Strided.OFFSET_C;
            if (place < 0
                    || place / (product.n + Strided.GAP_C) >= product.m
                    || place % (product.n + Strided.GAP_C) >= product.n) {
                assertThat(direct[i]).as("between, at %d", i).isEqualTo(before[i]);
            }
        }
    }

    /** As a convolution slides a window over an image: each kernel row's products add to overlapping places. */
    @ParameterizedTest
    @MethodSource("kinds")
    void resultsMayOverlapFromOneProductToTheNext(MemoryContractTest.Kind kind) {
        double[] x = uniform(6, -1, 1, 1);
        double[] w = uniform(6, -1, 1, 2);
        INDArray image = array(DataType.DOUBLE, new double[10], 2, 5);
        Matrix window = kind.of(image).matrix(2, 3, 5).uncut();
        Matrix column = kind.of(array(DataType.DOUBLE, x, 2, 3)).matrix(2, 1, 3);
        Matrix kernel = kind.of(array(DataType.DOUBLE, w, 2, 3)).matrix(1, 3);
        double[] expected = new double[10];
        for (int place = 0; place < 3; place++) {
            window.at(place).addProduct(column.at(place), kernel.at(3));
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 3; j++) {
                    expected[i * 5 + place + j] += x[i * 3 + place] * w[3 + j];
                }
            }
        }
        assertClose(values(image), expected, 1e-15, "image");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aTransposeMovesWithItsMatrix(MemoryContractTest.Kind kind) {
        Matrix matrix =
                kind.of(array(DataType.DOUBLE, uniform(20, -1, 1, 1), 20)).matrix(2, 3, 4);
        Matrix transposed = matrix.at(5).transposed();
        assertThat(transposed.transposed()).isSameAs(matrix);
        assertThat(matrix.transposed()).isSameAs(transposed);
        assertThat(transposed.offset()).isEqualTo(5);
        assertThat(matrix.at(7).transposed().offset()).isEqualTo(7);
        transposed.at(2);
        assertThat(matrix.offset()).isEqualTo(2);
        assertThat(transposed).hasToString("3 x 2");
        assertThat(new int[] {transposed.rows(), transposed.columns(), matrix.rows(), matrix.columns()})
                .containsExactly(3, 2, 2, 3);
    }

    @Test
    void onlyLargeProductsOfTheUsualFormAreCut() {
        Matrix large = Memory.create().matrix(512, 512);
        Matrix small = Memory.create().matrix(10, 30);
        assertThat(DirectProduct.parts(large, large)).isEqualTo(Cores.count());
        assertThat(DirectProduct.parts(small, small)).isEqualTo(1);
        assertThat(DirectProduct.parts(large, large.uncut())).isEqualTo(1);
        assertThat(DirectProduct.parts(large, large.uncut().transposed())).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void sidesThatDoNotFitAreRefused(MemoryContractTest.Kind kind) {
        Matrix a = kind.of(Nd4j.zeros(DataType.FLOAT, 6)).matrix(2, 3);
        Matrix c = kind.of(Nd4j.zeros(DataType.FLOAT, 4)).matrix(2, 2);
        refused(
                () -> c.setProduct(a, a),
                "Expected matrices whose sides fit, m x k times k x n into m x n, but got 2 x 3 times 2 x 3 into"
                        + " 2 x 2");
        refused(
                () -> c.setProduct(a.transposed(), a),
                "Expected matrices whose sides fit, m x k times k x n into m x n, but got 3 x 2 times 2 x 3 into"
                        + " 2 x 2");
        refused(
                () -> c.transposed().setProduct(a, a.transposed()),
                "Expected a result that is not transposed, but got the transpose of 2 x 2: multiply the transposes of"
                        + " its factors, in reverse order");
        Matrix doubles = kind.of(Nd4j.zeros(DataType.DOUBLE, 6)).matrix(3, 2);
        refused(
                () -> c.setProduct(a, doubles),
                "Expected matrices of one data type, but got FLOAT times DOUBLE into FLOAT");
        refused(
                () -> kind.of(Nd4j.zeros(DataType.DOUBLE, 4)).matrix(2, 2).setProduct(a, a.transposed()),
                "Expected matrices of one data type, but got FLOAT times FLOAT into DOUBLE");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatReachesBeyondItsMemoryIsRefused(MemoryContractTest.Kind kind) {
        INDArray guarded = array(DataType.FLOAT, uniform(30, -1, 1, 1), 30);
        Matrix x = kind.of(array(DataType.FLOAT, uniform(10, -1, 1, 1), 10)).matrix(2, 3, 5);
        Matrix c = kind.of(guarded).matrix(2, 2, 20);
        c.at(8).setProduct(x.at(2), x.at(0).transposed());
        double[] before = values(guarded);
        refused(
                () -> c.at(9).setProduct(x.at(2), x.transposed()),
                "Expected a matrix within its memory of 30 elements, but got 2 x 2 in rows of 20 that begins at 9");
        refused(
                () -> c.at(-1).setProduct(x.at(2), x.transposed()),
                "Expected a matrix within its memory of 30 elements, but got 2 x 2 in rows of 20 that begins at -1");
        refused(
                () -> c.at(0).setProduct(x.at(3), x.transposed()),
                "Expected a matrix within its memory of 10 elements, but got 2 x 3 in rows of 5 that begins at 3");
        Matrix y = kind.of(x.memory().array()).matrix(2, 3, 5);
        refused(
                () -> c.at(0).setProduct(x.at(0), y.at(Integer.MAX_VALUE).transposed()),
                "Expected a matrix within its memory of 10 elements, but got 3 x 2 in rows of 5 that begins at"
                        + " 2147483647");
        assertThat(values(guarded)).containsExactly(before);
        // As wide as the memory when it was made, but not now.
        c.memory().at(array(DataType.FLOAT, new double[21], 21));
        refused(
                () -> c.at(0).setProduct(x.at(0), x.transposed()),
                "Expected a matrix within its memory of 21 elements, but got 2 x 2 in rows of 20 that begins at 0");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shapesThatAreNoneAreRefused(MemoryContractTest.Kind kind) {
        Memory memory = kind.of(Nd4j.zeros(DataType.FLOAT, 6));
        String message = "Expected a matrix of at least 1 x 1 whose row stride is at least its columns, but got ";
        refused(() -> memory.matrix(0, 3), message + "0 x 3 with row stride 3");
        refused(() -> memory.matrix(2, 0), message + "2 x 0 with row stride 0");
        refused(() -> memory.matrix(2, 3, 2), message + "2 x 3 with row stride 2");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void closedArraysAreRefused(MemoryContractTest.Kind kind) {
        for (int closed = 0; closed < 3; closed++) {
            INDArray[] arrays = new INDArray[3];
            Arrays.setAll(arrays, i -> Nd4j.zeros(DataType.FLOAT, 4));
            Matrix[] matrices =
                    Stream.of(arrays).map(array -> kind.of(array).matrix(2, 2)).toArray(Matrix[]::new);
            matrices[2].setProduct(matrices[0], matrices[1]);
            arrays[closed].close();
            refused(
                    () -> matrices[2].setProduct(matrices[0], matrices[1]),
                    "Expected an open array, but it was closed: close arrays only when nobody uses them any more");
        }
    }

    private static void refused(Runnable product, String message) {
        assertThatThrownBy(product::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
