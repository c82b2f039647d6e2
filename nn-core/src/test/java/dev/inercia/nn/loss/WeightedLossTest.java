package dev.inercia.nn.loss;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.Numbers;
import dev.inercia.nn.Reference;
import dev.inercia.nn.loss.LossRow.Result;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The loss of a weighted batch is {@code sum(w l) / sum(w)} over the rows of its prediction. */
class WeightedLossTest {

    static List<LossRow> rows() {
        return LossRow.all();
    }

    static Stream<Reference> references() {
        return Reference.weightedLosses().stream();
    }

    private static Loss lossOf(Reference reference) {
        return reference.has("hyperparameters", "positiveWeight")
                ? SigmoidBinaryCrossEntropy.positiveWeight(reference.numbers("hyperparameters", "positiveWeight"))
                : switch (reference.name()) {
                    case "softmaxCrossEntropy" -> new SoftmaxCrossEntropy();
                    case "sigmoidBinaryCrossEntropy" -> new SigmoidBinaryCrossEntropy();
                    default -> new MeanSquaredError();
                };
    }

    private static double[] weightsOf(Reference reference) {
        if (reference.has("hyperparameters", "classWeights")) {
            double[] ofClasses = reference.numbers("hyperparameters", "classWeights");
            return Arrays.stream(reference.numbers("target"))
                    .map(c -> ofClasses[(int) c])
                    .toArray();
        }
        return reference.has("hyperparameters", "sampleWeights")
                ? reference.numbers("hyperparameters", "sampleWeights")
                : null;
    }

    @ParameterizedTest
    @MethodSource("references")
    void valueAndGradientAreThoseOfTheReference(Reference reference) {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            Result result = LossRow.apply(
                    lossOf(reference),
                    type,
                    reference.numbers("prediction"),
                    reference.numbers("target"),
                    weightsOf(reference),
                    reference.size(0, "prediction"));
            double tolerance = Numbers.tolerance(type);
            assertClose(result.value(), reference.number("value"), tolerance, "value");
            assertClose(result.gradient(), reference.numbers("predictionGradient"), tolerance, "gradient");
        }
    }

    /** Classes weighted by 1, 2 and 4; divided by the number of rows it would be 2.4446013. */
    @Test
    void aWeightedMeanIsDividedByTheSumOfWeights() {
        double[] logits = {2, 0, -1, 0, 1, 0, 1, 1, 3};
        Result result = LossRow.apply(
                new SoftmaxCrossEntropy(), DataType.DOUBLE, logits, new double[] {0, 2, 2}, new double[] {1, 4, 4}, 3);
        assertThat(result.value()).isEqualTo(0.814867104, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void gradientIsTheCentralDifference(LossRow row) {
        double[] weights = {0.5, 3, 0.25};
        assertClose(
                LossRow.apply(row.loss(), DataType.DOUBLE, row.prediction(), row.target(), weights, 3)
                        .gradient(),
                Numbers.centralDifferences(
                        row.prediction(),
                        moved -> LossRow.apply(row.loss(), DataType.DOUBLE, moved, row.target(), weights, 3)
                                .value()),
                1e-9,
                "gradient");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aWeightOfTwoIsARowThatOccursTwice(LossRow row) {
        Result weighted =
                LossRow.apply(row.loss(), DataType.DOUBLE, row.prediction(), row.target(), new double[] {1, 2, 0}, 3);
        Result repeated = LossRow.apply(
                row.loss(), DataType.DOUBLE, rows(row.prediction(), 0, 1, 1), rows(row.target(), 0, 1, 1), 3);
        assertClose(weighted.value(), repeated.value(), 1e-12, "value");
        assertClose(Arrays.copyOf(weighted.gradient(), 4), Arrays.copyOf(repeated.gradient(), 4), 1e-12, "gradient");
        double[] twice = new double[4];
        Arrays.setAll(twice, j -> repeated.gradient()[4 + j] + repeated.gradient()[8 + j]);
        assertClose(Arrays.copyOfRange(weighted.gradient(), 4, 8), twice, 1e-12, "gradient");
        assertClose(Arrays.copyOfRange(weighted.gradient(), 8, 12), new double[4], 0, "gradient");
    }

    /** Rows of four. */
    private static double[] rows(double[] all, int... rows) {
        return Arrays.stream(rows)
                .mapToObj(row -> Arrays.stream(all, row * 4, row * 4 + 4))
                .flatMapToDouble(row -> row)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void equalWeightsAreNoWeights(LossRow row) {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            Result plain = row.apply(type);
            Result sevens = LossRow.apply(row.loss(), type, row.prediction(), row.target(), new double[] {7, 7, 7}, 3);
            assertClose(sevens.value(), plain.value(), type == DataType.FLOAT ? 1e-6 : 1e-13, "value");
            assertClose(sevens.gradient(), plain.gradient(), type == DataType.FLOAT ? 1e-6 : 1e-13, "gradient");
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void withoutAnyWeightBothAreZero(LossRow row) {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            Result none = LossRow.apply(row.loss(), type, row.prediction(), row.target(), new double[3], 3);
            assertThat(none.value()).isZero();
            assertClose(none.gradient(), new double[12], 0, "gradient");
        }
    }

    /** What stands in padding does not matter. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void rowsWithoutWeightAreNotLookedAt(DataType type) {
        double[] prediction = {0.5, 1, Double.NaN, Double.NaN};
        Result result = LossRow.apply(
                new MeanSquaredError(), type, prediction, new double[] {0, 0, 9, 9}, new double[] {3, 0}, 2);
        assertThat(result.value()).isEqualTo(0.625);
        assertThat(result.gradient()).containsExactly(0.5, 1, 0, 0);
    }

    @Test
    void rowsAreAllAxesButTheLast() {
        double[] logits = Numbers.uniform(12, -2, 2, 1);
        double[] labels = {1, 0, 1, 1, 0, 0};
        double[] weights = {1, 0.5, 0, 2, 1, 3};
        INDArray gradient = array(DataType.DOUBLE, new double[12], 2, 3, 2);
        Loss.Bound overTime = new SoftmaxCrossEntropy().bind(2, Shape.of(3, 2), DataType.DOUBLE);
        for (double[] w : new double[][] {null, weights}) {
            double value = overTime.apply(
                    array(DataType.DOUBLE, logits, 2, 3, 2), array(DataType.DOUBLE, labels, 2, 3), w, gradient);
            Result flat = LossRow.apply(new SoftmaxCrossEntropy(), DataType.DOUBLE, logits, labels, w, 6);
            assertThat(value).isEqualTo(flat.value());
            assertThat(Numbers.values(gradient)).containsExactly(flat.gradient());
        }
        assertThatThrownBy(() -> overTime.apply(
                        array(DataType.DOUBLE, logits, 2, 3, 2), array(DataType.DOUBLE, labels, 6), null, gradient))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "SoftmaxCrossEntropy[labelSmoothing=0.0]: expected targets as DOUBLE class indices [2, 3] or"
                                + " values [2, 3, 2], but got DOUBLE [6]: convert them with castTo, or reshape them");
    }

    @Test
    void anotherNumberOfWeightsIsRefused() {
        LossRow row = rows().get(0);
        assertThatThrownBy(() -> LossRow.apply(
                        row.loss(), DataType.FLOAT, row.prediction(), row.target(), new double[] {1, 1}, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Quadratic[]: expected a weight for each of 3 rows of the prediction, but got 2");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void otherPositiveWeightsAreRefused(double weight) {
        assertThatThrownBy(() -> SigmoidBinaryCrossEntropy.positiveWeight(1, weight))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SigmoidBinaryCrossEntropy: positiveWeight must be finite and above 0, but is " + weight);
    }

    @Test
    void positiveWeightsAreOneOrOneAnOutput() {
        SigmoidBinaryCrossEntropy.positiveWeight(3).requireFits(Shape.of(4));
        SigmoidBinaryCrossEntropy.positiveWeight(3, 1).requireFits(Shape.of(5, 2));
        assertThatThrownBy(() -> SigmoidBinaryCrossEntropy.positiveWeight(3, 1).requireFits(Shape.of(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "SigmoidBinaryCrossEntropy[positiveWeights=[3.0, 1.0]]: expected one positive weight, or one"
                                + " for each of 3 outputs, but got 2");
    }
}
