package dev.inercia.nn.loss;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Numbers;
import dev.inercia.nn.Reference;
import dev.inercia.nn.loss.LossRow.Result;
import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** In which forms targets come, and how wrong ones are refused. */
class LossTargetTest {

    private static final double[] LOGITS = {0.3, -1.2, 0.8, 2.0, 0.1, -0.4};

    static Stream<Arguments> lossesAndTypes() {
        return LossRow.all().stream()
                .map(LossRow::loss)
                .filter(RowLoss.class::isInstance)
                .distinct()
                .flatMap(loss -> Stream.of(DataType.FLOAT, DataType.DOUBLE).map(type -> Arguments.of(loss, type)));
    }

    @ParameterizedTest
    @MethodSource("lossesAndTypes")
    void classIndicesAreOneHotRows(Loss loss, DataType type) {
        Result indices = LossRow.apply(loss, type, LOGITS, new double[] {2, 0}, 2);
        Result oneHot = LossRow.apply(loss, type, LOGITS, new double[] {0, 0, 1, 1, 0, 0}, 2);
        assertThat(indices.value()).isEqualTo(oneHot.value());
        assertThat(indices.gradient()).containsExactly(oneHot.gradient());
    }

    @Test
    void oneHotRowsGiveTheReferencesOfClassIndices() {
        for (Reference reference : Reference.losses("softmaxCrossEntropy")) {
            int rows = reference.size(0, "prediction");
            int columns = reference.size(1, "prediction");
            double[] oneHot = new double[rows * columns];
            for (int i = 0; i < rows; i++) {
                oneHot[i * columns + (int) reference.numbers("target")[i]] = 1;
            }
            Result result = LossRow.apply(
                    LossRow.lossOf(reference), DataType.DOUBLE, reference.numbers("prediction"), oneHot, rows);
            assertClose(result.value(), reference.number("value"), 1e-9, reference.toString());
            assertClose(result.gradient(), reference.numbers("predictionGradient"), 1e-9, reference.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("lossesAndTypes")
    void targetsMayLieInAnyOrder(Loss loss, DataType type) {
        double[] target = {0.2, 0.7, 0.1, 0, 1, 0};
        Result expected = LossRow.apply(loss, type, LOGITS, target, 2);
        INDArray wide = Nd4j.zeros(type, 2, 7);
        INDArray slice = wide.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 5));
        slice.assign(array(type, target, 2, 3));
        List<INDArray> layouts = List.of(array(type, target, 2, 3).dup('f'), slice);
        for (INDArray layout : layouts) {
            INDArray gradient = Nd4j.zeros(type, 2, 3);
            double value = loss.bind(2, Shape.of(3), type).apply(array(type, LOGITS, 2, 3), layout, null, gradient);
            assertThat(value).isEqualTo(expected.value());
            assertThat(Numbers.values(gradient)).containsExactly(expected.gradient());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 3, 0.5, 1e12, Double.NaN, Double.POSITIVE_INFINITY})
    void anImpossibleClassIndexIsRefused(double index) {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            INDArray gradient = array(type, new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
            Loss.Bound bound = new SoftmaxCrossEntropy().bind(2, Shape.of(3), type);
            INDArray logits = array(type, LOGITS, 2, 3);
            INDArray target = array(type, new double[] {1, index}, 2);
            double shown = type == DataType.FLOAT ? (float) index : index;

            assertThatThrownBy(() -> bound.apply(logits, target, null, gradient))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("SoftmaxCrossEntropy[labelSmoothing=0.0]: class index " + shown
                            + " of row 1 is out of range: with 3 outputs expected 0 to 2");
            assertThat(Numbers.values(gradient)).as("gradient, untouched").containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void theSameTargetArrayIsReadAgainEachTime(DataType type) {
        Loss.Bound bound = new SoftmaxCrossEntropy().bind(2, Shape.of(3), type);
        INDArray logits = array(type, LOGITS, 2, 3);
        INDArray target = array(type, new double[] {1, 1}, 2);
        INDArray gradient = Nd4j.zeros(type, 2, 3);
        bound.apply(logits, target, null, gradient);
        target.assign(array(type, new double[] {2, 0}, 2));
        assertThat(bound.apply(logits, target, null, gradient))
                .isEqualTo(LossRow.apply(new SoftmaxCrossEntropy(), type, LOGITS, new double[] {2, 0}, 2)
                        .value());
        target.putScalar(0, 3);
        assertThatThrownBy(() -> bound.apply(logits, target, null, gradient))
                .hasMessageContaining("class index 3.0 of row 0");
    }

    @ParameterizedTest
    @MethodSource("lossesAndTypes")
    void aWrongShapeIsRefused(Loss loss, DataType type) {
        Loss.Bound bound = loss.bind(2, Shape.of(3), type);
        INDArray logits = array(type, LOGITS, 2, 3);
        INDArray gradient = Nd4j.zeros(type, 2, 3);
        for (long[] shape : new long[][] {{3}, {2, 1}, {3, 2}, {2, 3, 1}, {1, 3}, {6}}) {
            assertThatThrownBy(() -> bound.apply(logits, Nd4j.zeros(type, shape), null, gradient))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(loss + ": expected targets as " + type + " class indices [2] or values [2, 3], but got "
                            + type + " " + Arrays.toString(shape) + ": convert them with castTo, or reshape them");
        }
    }

    @Test
    void aWrongTypeIsRefused() {
        Loss.Bound bound = new Quadratic().bind(2, Shape.of(3), DataType.FLOAT);
        INDArray logits = array(DataType.FLOAT, LOGITS, 2, 3);
        INDArray gradient = Nd4j.zeros(DataType.FLOAT, 2, 3);
        for (DataType type : List.of(DataType.DOUBLE, DataType.INT32, DataType.INT64)) {
            assertThatThrownBy(() -> bound.apply(logits, Nd4j.zeros(type, 2), null, gradient))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Quadratic[]: expected targets as FLOAT class indices [2] or values [2, 3], but got "
                            + type + " [2]: convert them with castTo, or reshape them");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void singleNumbersAreValuesAndNotClassIndices(DataType type) {
        INDArray gradient = Nd4j.zeros(type, 2);
        INDArray prediction = array(type, new double[] {0.5, 3}, 2);
        INDArray target = array(type, new double[] {1.5, 1}, 2);
        double value = new Quadratic().bind(2, Shape.of(), type).apply(prediction, target, null, gradient);
        assertThat(value).isEqualTo((1 + 4) / 4.0);
        assertThat(Numbers.values(gradient)).containsExactly(-0.5, 1);
    }

    @Test
    void rowsAreAllAxesButTheLast() {
        double[] p = {1, 2, 3, 4, 5, 6, 7, 8};
        double[] t = {0, 2, 3, 4, 5, 6, 7, 6};
        INDArray gradient = Nd4j.zeros(DataType.DOUBLE, 2, 2, 2);
        double value = new Quadratic()
                .bind(2, Shape.of(2, 2), DataType.DOUBLE)
                .apply(array(DataType.DOUBLE, p, 2, 2, 2), array(DataType.DOUBLE, t, 2, 2, 2), null, gradient);
        assertThat(value).isEqualTo((1 + 4) / 8.0);
        assertThat(Numbers.values(gradient)).containsExactly(0.25, 0, 0, 0, 0, 0, 0, 0.5);
    }

    @Test
    void aSoftmaxOverOneOutputIsRefused() {
        for (Loss loss : List.of(new SoftmaxCrossEntropy(), new KlDivergence())) {
            assertThatThrownBy(() -> loss.requireFits(Shape.of(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            loss + " needs a network with outputs [classes], at least two, but got [1]: for a single"
                                    + " output use Sigmoid and SigmoidBinaryCrossEntropy");
        }
    }

    @Test
    void oneOutputTellsTwoClassesApart() {
        INDArray gradient = Nd4j.zeros(DataType.FLOAT, 2, 1);
        Loss.Bound bound = new Quadratic().bind(2, Shape.of(1), DataType.FLOAT);
        INDArray p = Nd4j.createFromArray(new float[][] {{0.25f}, {0.25f}});
        assertThat(bound.apply(p, Nd4j.createFromArray(0f, 1f), null, gradient)).isEqualTo((0.0625 + 0.5625) / 4);
        assertThatThrownBy(() -> bound.apply(p, Nd4j.createFromArray(0f, 2f), null, gradient))
                .hasMessage("Quadratic[]: class index 2.0 of row 1 is out of range: with 1 output expected 0 to 1");
    }

    /** The largest logits there are: their difference overflows a float, the loss does not. */
    @Test
    void crossEntropyIsFiniteForAnyFiniteLogits() {
        INDArray gradient = Nd4j.zeros(DataType.FLOAT, 1, 2);
        Loss.Bound bound = new SoftmaxCrossEntropy().bind(1, Shape.of(2), DataType.FLOAT);
        INDArray p = Nd4j.createFromArray(new float[][] {{3e38f, -3e38f}});
        assertThat(bound.apply(p, Nd4j.createFromArray(0f), null, gradient)).isZero();
        assertThat(bound.apply(p, Nd4j.createFromArray(1f), null, gradient)).isBetween(5.9e38, 6.1e38);
        assertThat(gradient.toFloatVector()).containsExactly(1, -1);
    }
}
