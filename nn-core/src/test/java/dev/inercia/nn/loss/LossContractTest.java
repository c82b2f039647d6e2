package dev.inercia.nn.loss;

import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.rounded;
import static dev.inercia.nn.Numbers.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.GradientCheck;
import dev.inercia.nn.Network;
import dev.inercia.nn.Numbers;
import dev.inercia.nn.Pass;
import dev.inercia.nn.RecordScan;
import dev.inercia.nn.Reference;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.LossRow.Result;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every loss promises; {@link LossRow} has a row for each. Targets have a test of their own. */
class LossContractTest {

    static List<LossRow> rows() {
        return LossRow.all();
    }

    static Stream<Arguments> rowsAndTypes() {
        return withTypes(rows());
    }

    static Stream<Arguments> references() {
        return withTypes(Reference.losses());
    }

    private static Stream<Arguments> withTypes(List<?> rows) {
        return rows.stream()
                .flatMap(row -> Stream.of(DataType.FLOAT, DataType.DOUBLE).map(type -> Arguments.of(row, type)));
    }

    @Test
    void everyLossHasARowAndAReference() {
        assertThat(rows().stream()
                        .map(LossRow::loss)
                        .filter(loss -> !(loss instanceof LogCosh))
                        .map(loss -> loss.getClass().getSimpleName())
                        .collect(Collectors.toSet()))
                .isEqualTo(RecordScan.implementationsOf(Loss.class))
                .isEqualTo(Reference.losses().stream()
                        .map(reference -> LossRow.lossOf(reference).getClass().getSimpleName())
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("references")
    void valueAndGradientAreThoseOfTheReference(Reference reference, DataType type) {
        Loss loss = LossRow.lossOf(reference);
        int rows = reference.size(0, "prediction");
        double[] prediction = rounded(reference.numbers("prediction"), type);
        double[] target = rounded(reference.numbers("target"), type);

        Result result = LossRow.apply(loss, type, prediction, target, rows);

        assertClose(result.value(), reference.number("value"), tolerance(type), "value");
        assertClose(result.gradient(), reference.numbers("predictionGradient"), tolerance(type), "gradient");
        // Where FLOAT cannot represent an input: the same from the rounded input, in DOUBLE.
        Result inDouble = LossRow.apply(loss, DataType.DOUBLE, prediction, target, rows);
        assertClose(result.value(), inDouble.value(), tolerance(type), "value");
        assertClose(result.gradient(), inDouble.gradient(), tolerance(type), "gradient");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void gradientIsTheCentralDifference(LossRow row) {
        assertClose(
                row.apply(DataType.DOUBLE).gradient(),
                Numbers.centralDifferences(row.prediction(), row::value),
                1e-9,
                "gradient");
        GradientCheck.of(row.loss(), 4).verify();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void floatIsCloseToDouble(LossRow row) {
        Result inFloat = row.apply(DataType.FLOAT);
        Result inDouble = row.apply(DataType.DOUBLE);
        assertClose(inFloat.value(), inDouble.value(), 1e-5, "value");
        assertClose(inFloat.gradient(), inDouble.gradient(), 1e-6, "gradient");
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void notANumberShows(LossRow row, DataType type) {
        double[] prediction = row.prediction().clone();
        prediction[5] = Double.NaN;
        Result result = LossRow.apply(row.loss(), type, prediction, row.target(), 3);
        assertThat(result.value()).isNaN();
        assertThat(result.gradient()[5]).isNaN();
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void valuesFarAway(DataType type) {
        for (LossRow row : rows()) {
            if (!Double.isNaN(row.far())) {
                double[] predictions = {1e4, 1e4};
                Result result = LossRow.apply(row.loss(), type, predictions, new double[] {0, 0}, 1);
                double sum = row.loss() instanceof Quadratic ? 2 : 1; // over outputs; all others take the mean
                assertClose(result.value(), sum * row.far(), tolerance(type), row + " far away");
                double[] slopes = Numbers.centralDifferences(
                        predictions,
                        moved -> LossRow.apply(row.loss(), DataType.DOUBLE, moved, new double[] {0, 0}, 1)
                                .value());
                assertClose(result.gradient(), slopes, 1e-5, "gradient of " + row);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void hugeLogitsStayFiniteAndRight(DataType type) {
        double[] logits = {1e4, -1e4, 0, -1e4, 1e4, 0};
        double[] target = {0, 1, 0, 0, 1, 0};
        // Row 0 is wrong by 20,000, row 1 is right: (20,000 + 0) / 2.
        double[] gradient = {0.5, -0.5, 0, 0, 0, 0};
        for (Loss loss : List.of(new SoftmaxCrossEntropy(), new KlDivergence())) {
            Result result = LossRow.apply(loss, type, logits, target, 2);
            assertClose(result.value(), 1e4, tolerance(type), "value of " + loss);
            assertClose(result.gradient(), gradient, tolerance(type), "gradient of " + loss);
        }
        // Smoothed by 0.3, of which each class gets 0.1: row 0 (0.1, 0.8, 0.1), row 1 (0.1, 0.8, 0.1).
        Result smoothed = LossRow.apply(new SoftmaxCrossEntropy(0.3), type, logits, target, 2);
        assertClose(smoothed.value(), (0.8 * 2e4 + 0.1 * 1e4 + 0.1 * 2e4 + 0.1 * 1e4) / 2, tolerance(type), "smoothed");
        assertClose(
                smoothed.gradient(), new double[] {0.45, -0.4, -0.05, -0.05, 0.1, -0.05}, tolerance(type), "smoothed");

        Result binary = LossRow.apply(new SigmoidBinaryCrossEntropy(), type, logits, target, 2);
        // Wrong: 1e4 for no, -1e4 for yes; undecided: two zeros; right: the other two.
        assertClose(binary.value(), (2e4 + 2 * Math.log(2)) / 6, tolerance(type), "binary");
        assertClose(
                binary.gradient(),
                new double[] {1 / 6.0, -1 / 6.0, 0.5 / 6, 0, 0, 0.5 / 6},
                tolerance(type),
                "gradient of binary");
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void theSoftmaxLossesDependOnDifferencesAlone(DataType type) {
        for (Loss loss : List.of(new SoftmaxCrossEntropy(), new SoftmaxCrossEntropy(0.1), new KlDivergence())) {
            Result expected = LossRow.apply(loss, DataType.DOUBLE, new double[] {0, -1, 2}, new double[] {1}, 1);
            for (double shift : new double[] {-1e4, -1000, 1000, 1e4}) {
                double[] logits = {shift, shift - 1, shift + 2};
                Result result = LossRow.apply(loss, type, logits, new double[] {1}, 1);
                assertClose(result.value(), expected.value(), tolerance(type), loss + " shifted by " + shift);
                assertClose(result.gradient(), expected.gradient(), tolerance(type), loss + " shifted by " + shift);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rowsAndTypes")
    void aBoundLossCanBeUsedAgain(LossRow row, DataType type) {
        Result first = row.apply(type);
        INDArray p = Numbers.array(type, row.prediction(), 3, 4);
        INDArray t = Numbers.array(type, row.target(), 3, 4);
        INDArray g = Numbers.array(type, row.target(), 3, 4);
        Loss.Bound bound = row.loss().bind(3, Shape.of(4), type);

        assertThat(bound.apply(p, t, null, g)).isEqualTo(first.value());
        bound.apply(g, t.dup(), null, p.dup());
        bound.apply(p, t, null, g);
        assertThat(bound.apply(p, t, null, g)).isEqualTo(first.value());
        assertThat(Numbers.values(g)).containsExactly(first.gradient());
        assertThat(Numbers.values(p)).as("prediction").containsExactly(rounded(row.prediction(), type));
        assertThat(Numbers.values(t)).as("target").containsExactly(rounded(row.target(), type));
    }

    @Test
    void theFusedLossesNameTheirActivation() {
        for (LossRow row : rows()) {
            Optional<Activation> expected = switch (row.loss().getClass().getSimpleName()) {
                case "SoftmaxCrossEntropy", "KlDivergence" -> Optional.of(new Softmax());
                case "SigmoidBinaryCrossEntropy" -> Optional.of(new Sigmoid());
                default -> Optional.empty();
            };
            assertThat(row.loss().fusedWith()).as(row.toString()).isEqualTo(expected);
        }
    }

    @Test
    void aUsersLossTrainsANetwork() {
        Network network = Network.input(4)
                .layer(new Dense(4))
                .output(new Tanh())
                .type(DataType.DOUBLE)
                .seed(1)
                .build();
        INDArray x = Numbers.array(DataType.DOUBLE, Numbers.uniform(12, -1, 1, 1), 3, 4);
        INDArray t = Numbers.array(DataType.DOUBLE, Numbers.uniform(12, -1, 1, 2), 3, 4);
        Pass pass = Pass.training(network, 3, new LogCosh(), 1);
        pass.loss(x, t);
        pass.backward();

        INDArray flat = network.parameters().flat();
        double[] start = Numbers.values(flat);
        double[] slopes = Numbers.centralDifferences(start, moved -> {
            flat.assign(Numbers.array(DataType.DOUBLE, moved, moved.length));
            return pass.loss(x, t);
        });

        assertClose(Numbers.values(pass.gradients().flat()), slopes, 1e-9, "gradient");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void huberRefusesOtherDeltas(double delta) {
        assertThatThrownBy(() -> new Huber(delta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Huber: delta must be above 0 and finite, but is " + delta);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void crossEntropyRefusesOtherSmoothing(double smoothing) {
        assertThatThrownBy(() -> new SoftmaxCrossEntropy(smoothing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SoftmaxCrossEntropy: labelSmoothing must be in [0, 1), but is " + smoothing);
    }
}
