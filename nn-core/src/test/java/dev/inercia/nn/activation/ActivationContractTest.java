package dev.inercia.nn.activation;

import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.rounded;
import static dev.inercia.nn.Numbers.tolerance;
import static dev.inercia.nn.Numbers.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.GradientCheck;
import dev.inercia.nn.Numbers;
import dev.inercia.nn.RecordScan;
import dev.inercia.nn.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** What every activation promises; {@link ActivationRow} has a row for each. */
class ActivationContractTest {

    static List<ActivationRow> rows() {
        return ActivationRow.all();
    }

    static Stream<Arguments> rowsAndTypes() {
        return rows().stream()
                .flatMap(row -> Stream.of(DataType.FLOAT, DataType.DOUBLE).map(type -> Arguments.of(row, type)));
    }

    static Stream<Arguments> references() {
        return rowsAndTypes().filter(row -> ((ActivationRow) row.get()[0]).reference() != null);
    }

    @Test
    void everyActivationHasARow() {
        assertThat(rows().stream()
                        .map(row -> row.activation().getClass().getSimpleName())
                        .collect(Collectors.toSet()))
                .isEqualTo(RecordScan.implementationsOf(Activation.class));
    }

    @ParameterizedTest
    @MethodSource("references")
    void valuesAndGradientsAreThoseOfTheReference(ActivationRow row, DataType type) {
        for (Reference reference : Reference.layers(row.reference())) {
            int rows = reference.size(0, "input", "value");
            int columns = reference.size(1, "input", "value");
            double[] z = rounded(reference.numbers("input", "value"), type);
            double[] dy = rounded(reference.numbers("outputGradient"), type);

            double[] y = row.apply(type, z, rows, columns);
            double[] dz = row.gradient(type, z, dy, rows, columns);

            assertClose(y, reference.numbers("output", "value"), tolerance(type), "values");
            // PyTorch's slope of the hard sigmoid is 1/6 rounded to float, in DOUBLE too: off by 5e-9.
            double slack = row.activation() instanceof HardSigmoid ? 2e-8 : 0;
            assertClose(dz, reference.numbers("inputGradient"), tolerance(type) + slack, "gradients");
            // Where FLOAT cannot represent an input: the same from the rounded input, in DOUBLE.
            assertClose(y, row.apply(DataType.DOUBLE, z, rows, columns), tolerance(type), "values");
            assertClose(dz, row.gradient(DataType.DOUBLE, z, dy, rows, columns), tolerance(type), "gradients");
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void gradientIsTheCentralDifference(ActivationRow row) {
        double[] z = {-7.3, -3.2, -2.8, -1.1, -0.4, -0.02, 0.03, 0.5, 1.3, 2.9, 3.1, 8.7};
        double[] w = uniform(z.length, -2, 2, 1);

        double[] dz = row.gradient(DataType.DOUBLE, z, w, 3, 4);

        assertClose(
                dz,
                Numbers.centralDifferences(z, moved -> Numbers.dot(w, row.apply(DataType.DOUBLE, moved, 3, 4))),
                1e-8,
                "gradient");
        GradientCheck.of(row.activation(), 2, 4).verify();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void floatIsCloseToDoubleOverTheWholeRange(ActivationRow row) {
        double[] z = rounded(uniform(4_000, -30, 30, 2), DataType.FLOAT);
        double[] dy = rounded(uniform(4_000, -1, 1, 3), DataType.FLOAT);

        assertClose(
                row.apply(DataType.FLOAT, z, 1_000, 4),
                row.apply(DataType.DOUBLE, z, 1_000, 4),
                tolerance(DataType.FLOAT),
                "values");
        assertClose(
                row.gradient(DataType.FLOAT, z, dy, 1_000, 4),
                row.gradient(DataType.DOUBLE, z, dy, 1_000, 4),
                tolerance(DataType.FLOAT),
                "gradients");
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void valueAndSlopeAtZero(ActivationRow row, DataType type) {
        double[] zeros = {0, 0, -0.0, -0.0};
        double[] ones = {1, 1, 1, 1};
        double[] values = new double[4];
        double[] slopes = new double[4];
        Arrays.fill(values, row.valueAt0());
        Arrays.fill(slopes, row.slopeAt0());

        assertClose(row.apply(type, zeros, 1, 4), values, tolerance(type), "value at 0");
        assertClose(row.gradient(type, zeros, ones, 1, 4), slopes, tolerance(type), "slope at 0");
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void largeInputsGiveFiniteAndRightResults(ActivationRow row, DataType type) {
        double[] z = {-1e4, 1000, -1000, 1e4};
        double[] expected = row.far().apply(z);
        double[] slopes = new double[4];
        for (int i = 0; i < 4; i++) {
            double[] moved = z.clone();
            moved[i] += 0.5;
            slopes[i] = 2 * (row.far().apply(moved)[i] - expected[i]);
        }

        double[] y = row.apply(type, z, 1, 4);
        double[] dz = row.isElementWise()
                ? row.gradient(type, z, new double[] {1, 1, 1, 1}, 1, 4)
                : row.gradient(type, z, new double[] {1, 0, 0, 0}, 1, 4);

        assertClose(y, expected, tolerance(type), "values");
        assertClose(dz, slopes, tolerance(type), "slopes");
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void onlyRowsTimesColumnsElementsAreTouched(ActivationRow row, DataType type) {
        double[] z = {0.5, -1, 2, -0.25, 1, -3, 77, 78, 79};
        double[] dy = {1, 2, 3, 4, 5, 6, 87, 88, 89};

        double[] y = row.apply(type, z, 2, 3);
        double[] dz = row.gradient(type, z, dy, 2, 3);

        assertThat(y).endsWith(77, 78, 79).hasSize(9);
        assertThat(dz).endsWith(87, 88, 89).hasSize(9);
        assertThat(Arrays.copyOf(y, 6)).containsExactly(row.apply(type, Arrays.copyOf(z, 6), 2, 3));
        assertThat(Arrays.copyOf(dz, 6))
                .containsExactly(row.gradient(type, Arrays.copyOf(z, 6), Arrays.copyOf(dy, 6), 2, 3));
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void notANumberStaysOne(ActivationRow row, DataType type) {
        double[] z = {1, Double.NaN, -1, 2};
        double[] y = row.apply(type, z, 1, 4);
        double[] dz = row.gradient(type, z, new double[] {1, 1, 1, 1}, 1, 4);
        double[] dzOfNaN = row.gradient(type, new double[] {1, 2, -1, 2}, new double[] {1, Double.NaN, 1, 1}, 1, 4);

        assertThat(y[1]).as("value").isNaN();
        assertThat(dzOfNaN[1]).as("gradient of a gradient that is NaN").isNaN();
        if (row.activation() instanceof Identity || row.activation() instanceof Destandardize) {
            assertThat(dz[1]).as("gradient").isEqualTo(row.slopeAt0()); // a constant
        } else {
            assertThat(dz[1]).as("gradient").isNaN();
        }
        if (row.isElementWise()) {
            assertThat(new double[] {y[0], y[2], y[3]}).as("its neighbours").doesNotContain(Double.NaN);
        } else {
            assertThat(y).as("the whole row").containsOnly(Double.NaN);
        }
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void rowsDoNotSeeEachOther(ActivationRow row, DataType type) {
        double[] z = uniform(12, -3, 3, 5);
        double[] dy = uniform(12, -1, 1, 6);
        for (int i = 0; i < 3; i++) {
            double[] zi = Arrays.copyOfRange(z, 4 * i, 4 * i + 4);
            double[] dyi = Arrays.copyOfRange(dy, 4 * i, 4 * i + 4);

            assertThat(Arrays.copyOfRange(row.apply(type, z, 3, 4), 4 * i, 4 * i + 4))
                    .containsExactly(row.apply(type, zi, 1, 4));
            assertThat(Arrays.copyOfRange(row.gradient(type, z, dy, 3, 4), 4 * i, 4 * i + 4))
                    .containsExactly(row.gradient(type, zi, dyi, 1, 4));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void slopesAtTheKinks(DataType type) {
        double tiny = type == DataType.FLOAT ? Float.MIN_VALUE : Double.MIN_VALUE;
        double[] ones = {1, 1, 1, 1};

        assertThat(ActivationRow.gradient(new Relu(), type, new double[] {-tiny, 0, tiny, 1e38}, ones, 1, 4))
                .containsExactly(0, 0, 1, 1);
        assertThat(ActivationRow.gradient(new LeakyRelu(0.25), type, new double[] {-tiny, 0, tiny, 1e38}, ones, 1, 4))
                .containsExactly(0.25, 0.25, 1, 1);
        assertThat(ActivationRow.gradient(new HardSigmoid(), type, new double[] {-3, 3, -2.9, 2.9}, ones, 1, 4))
                .satisfies(slopes -> assertClose(slopes, new double[] {0, 0, 1 / 6.0, 1 / 6.0}, 1e-7, "slopes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void softmaxDependsOnDifferencesAlone(DataType type) {
        double[] expected = {1 / (1 + Math.exp(-1)), 1 / (1 + Math.exp(1))};
        for (double shift : new double[] {-1e4, -1000, 0, 1000, 1e4}) {
            double[] y = ActivationRow.apply(new Softmax(), type, new double[] {shift, shift - 1}, 1, 2);
            assertClose(y, expected, tolerance(type), "shifted by " + shift);
        }
    }

    /** From Python's {@code 0.5 z erfc(-z / sqrt(2))}. */
    @Test
    void geluIsExactInItsTails() {
        double[] z = {-8, -5, -3, 3, 5, 8};
        double[] y = {
            -4.9767684594174555e-15,
            -1.4332578593959731e-06,
            -0.004049694094890287,
            2.99595030590511,
            4.99999856674214,
            7.999999999999995
        };
        double[] slopes = {
            -3.979607261086796e-14,
            -7.146946001792295e-06,
            -0.011945647204183927,
            1.011945647204184,
            1.0000071469460017,
            1.0000000000000397
        };
        assertClose(ActivationRow.apply(new Gelu(), DataType.DOUBLE, z, 1, 6), y, 1e-14, "values");
        assertClose(
                ActivationRow.gradient(new Gelu(), DataType.DOUBLE, z, new double[] {1, 1, 1, 1, 1, 1}, 1, 6),
                slopes,
                1e-14,
                "slopes");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1, 2, Double.NaN, Double.POSITIVE_INFINITY})
    void leakyReluRefusesOtherSlopes(double slope) {
        assertThatThrownBy(() -> new LeakyRelu(slope))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("LeakyRelu: slope must be in [0, 1), but is " + slope);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void eluRefusesOtherAlphas(double alpha) {
        assertThatThrownBy(() -> new Elu(alpha))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Elu: alpha must be above 0 and finite, but is " + alpha);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aCheapActivationNeedsNoInput(ActivationRow row) {
        assertThat(row.activation().isCheap() && row.activation().needsInput()).isFalse();
    }
}
