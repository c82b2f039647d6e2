package dev.inercia.nn.tensor;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.rounded;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link Matrix#multiply} against a triple loop in DOUBLE, in both implementations. */
class MatrixProductTest {

    private static final int[][] SIZES = {
        {1, 1, 1},
        {1, 1, 9},
        {1, 5, 7},
        {5, 1, 7},
        {5, 7, 1},
        {1, 6, 1},
        {1, 11, 130},
        {6, 1, 1},
        {2, 3, 4},
        {10, 30, 17},
        {33, 65, 40},
        // Large enough to be shared among cores, along sides that do not divide evenly.
        {130, 149, 121},
        {61, 317, 129},
        {317, 61, 129}
    };

    /** One product: {@code op(a) [m, k]} by {@code op(b) [k, n]}. */
    private record Product(boolean transposeA, boolean transposeB, int m, int n, int k, double beta, DataType type) {

        double[] a() {
            return rounded(uniform(m * k, -1, 1, 1), type);
        }

        double[] b() {
            return rounded(uniform(k * n, -1, 1, 2), type);
        }

        double[] before() {
            return rounded(uniform(m * n, -1, 1, 3), type);
        }

        double[] expected() {
            double[] a = a();
            double[] b = b();
            double[] c = before();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int l = 0; l < k; l++) {
                        sum += a[transposeA ? l * m + i : i * k + l] * b[transposeB ? j * k + l : l * n + j];
                    }
                    c[i * n + j] = sum + beta * c[i * n + j];
                }
            }
            return c;
        }

        INDArray arrayA() {
            return transposeA ? array(type, a(), k, m) : array(type, a(), m, k);
        }

        INDArray arrayB() {
            return transposeB ? array(type, b(), n, k) : array(type, b(), k, n);
        }

        /** On memories at these arrays. */
        void run(MemoryContractTest.Kind kind, INDArray a, INDArray b, INDArray c) {
            Matrix left = kind.of(a).matrix(transposeA ? k : m, transposeA ? m : k);
            Matrix right = kind.of(b).matrix(transposeB ? n : k, transposeB ? k : n);
            kind.of(c)
                    .matrix(m, n)
                    .multiply(1, transposeA ? left.transposed() : left, transposeB ? right.transposed() : right, beta);
        }

        double tolerance() {
            return type == DataType.FLOAT ? 1e-5 : 1e-13;
        }
    }

    static List<Product> products() {
        List<Product> products = new ArrayList<>();
        for (int[] size : SIZES) {
            for (int i = 0; i < 16; i++) {
                products.add(new Product(
                        (i & 1) > 0,
                        (i & 2) > 0,
                        size[0],
                        size[1],
                        size[2],
                        (i & 4) > 0 ? 1 : 0,
                        (i & 8) > 0 ? DataType.FLOAT : DataType.DOUBLE));
            }
        }
        return products;
    }

    static Stream<MemoryContractTest.Kind> kinds() {
        return MemoryContractTest.kinds();
    }

    @ParameterizedTest
    @MethodSource("products")
    void isTheTripleLoop(Product product) {
        double[] expected = product.expected();
        List<double[]> results = new ArrayList<>();
        kinds().forEach(kind -> {
            INDArray a = product.arrayA();
            INDArray b = product.arrayB();
            INDArray c = array(product.type, product.before(), product.m, product.n);
            product.run(kind, a, b, c);
            assertClose(values(c), expected, product.tolerance(), kind.name());
            assertThat(values(a)).as("a, read").isEqualTo(product.a());
            assertThat(values(b)).as("b, read").isEqualTo(product.b());
            results.add(values(c));
        });
        assertClose(results.get(0), results.get(1), product.tolerance(), "direct and portable");
    }

    @ParameterizedTest
    @MethodSource("products")
    void betaZeroForgetsWhatWasThere(Product product) {
        kinds().forEach(kind -> {
            double[] garbage = new double[product.m * product.n];
            Arrays.fill(garbage, Double.NaN);
            INDArray c = array(product.type, garbage, product.m, product.n);
            product.run(kind, product.arrayA(), product.arrayB(), c);
            if (product.beta == 0) {
                assertClose(values(c), product.expected(), product.tolerance(), kind.name());
            } else {
                assertThat(values(c)).as(kind.name()).containsOnly(Double.NaN);
            }
        });
    }

    /** As the layers do: weight and gradient are views in the middle of flat vectors, the weight column by column. */
    @ParameterizedTest
    @MethodSource("kinds")
    void operandsAndResultMayBeViews(MemoryContractTest.Kind kind) {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            Segment before = new Segment(0, "before", Shape.of(7), 'c', Role.BIAS, 0, 7);
            Segment weight = new Segment(0, "weight", Shape.of(4, 3), 'f', Role.WEIGHT, 7, 19);
            Segment after = new Segment(0, "after", Shape.of(5), 'c', Role.BIAS, 19, 24);
            Parameters parameters = Parameters.zeros(type, List.of(before, weight, after));
            Parameters gradients = parameters.zeros();
            double[] x = rounded(uniform(8, -1, 1, 1), type);
            double[] w = rounded(uniform(12, -1, 1, 2), type);
            double[] dy = rounded(uniform(6, -1, 1, 3), type);
            parameters.get("weight").assign(array(type, w, 4, 3));
            INDArray xs = Numbers.rows(array(type, Arrays.copyOf(x, 12), 3, 4), 0, 2);
            INDArray y = array(type, new double[6], 2, 3);

            Matrix input = kind.of(xs).matrix(2, 4);
            Matrix weights = kind.of(parameters.get("weight")).matrix(3, 4);
            kind.of(y).matrix(2, 3).setProduct(input, weights.transposed());
            Matrix difference = kind.of(array(type, dy, 2, 3)).matrix(2, 3);
            kind.of(gradients.get("weight")).matrix(3, 4).setProduct(difference.transposed(), input);

            double[] expectedY = new double[6];
            double[] expectedGradient = new double[12];
            for (int i = 0; i < 2; i++) {
                for (int l = 0; l < 4; l++) {
                    for (int j = 0; j < 3; j++) {
                        expectedY[i * 3 + j] += x[i * 4 + l] * w[l * 3 + j];
                        expectedGradient[l * 3 + j] += x[i * 4 + l] * dy[i * 3 + j];
                    }
                }
            }
            assertClose(values(y), expectedY, 1e-6, "x w");
            assertClose(values(gradients.get("weight")), expectedGradient, 1e-6, "x' dy");
            assertThat(values(gradients.get("before"))).as("neighbour").containsOnly(0);
            assertThat(values(gradients.get("after"))).as("neighbour").containsOnly(0);
        }
    }

    /** Large enough to be shared among cores, in one memory that looks at floats and then at doubles. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aMemoryMayChangeItsType(MemoryContractTest.Kind kind) {
        Matrix result = kind.of(array(DataType.FLOAT, new double[1], 1)).matrix(130, 149);
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT)) {
            Product product = new Product(false, true, 130, 149, 121, 0, type);
            INDArray c = array(type, product.before(), 130, 149);
            result.memory().at(c);
            Matrix b = kind.of(product.arrayB()).matrix(149, 121);
            result.setProduct(kind.of(product.arrayA()).matrix(130, 121), b.transposed());
            assertClose(values(c), product.expected(), product.tolerance(), type.name());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aMultipleIsTakenAndKept(MemoryContractTest.Kind kind) {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            INDArray a = array(type, new double[] {1, 2, 3, 4}, 2, 2);
            INDArray c = array(type, new double[] {1, 1, 1, 1}, 2, 2);
            Matrix factor = kind.of(a).matrix(2, 2);
            kind.of(c).matrix(2, 2).multiply(0.5, factor, factor.transposed(), -2);
            assertThat(values(c)).containsExactly(0.5, 3.5, 3.5, 10.5);
            assertThat(values(a)).containsExactly(1, 2, 3, 4);
        }
    }
}
