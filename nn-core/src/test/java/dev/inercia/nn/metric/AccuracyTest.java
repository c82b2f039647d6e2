package dev.inercia.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Accuracy and top-k accuracy. */
class AccuracyTest {

    private static final float NAN = Float.NaN;
    private static final INDArray SCORES =
            Nd4j.createFromArray(new float[][] {{0.1f, 0.7f, 0.2f}, {0.5f, 0.3f, 0.2f}, {0.2f, 0.3f, 0.5f}});

    private static double accuracy(INDArray predictions, INDArray targets) {
        Accuracy accuracy = new Accuracy();
        accuracy.add(predictions, targets);
        return accuracy.value();
    }

    private static double topK(int k, INDArray predictions, INDArray targets) {
        TopK topK = new TopK(k);
        topK.add(predictions, targets);
        return topK.value();
    }

    private static void assertNothing(Metric metric) {
        assertThatThrownBy(metric::value)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(metric.name()
                        + " has nothing to measure: expected at least one prediction with a weight above 0, but none was"
                        + " added");
    }

    @Test
    void countsByWeight() {
        Accuracy accuracy = new Accuracy();
        accuracy.add(SCORES, Nd4j.createFromArray(1, 1, 2), new double[] {1, 2, 0.5});
        assertThat(accuracy.value()).isEqualTo(1.5 / 3.5);
        accuracy.add(SCORES, Nd4j.createFromArray(1, 0, 9), new double[] {1, 2, 0}); // what has no weight is not read
        assertThat(accuracy.value()).isEqualTo(4.5 / 6.5);
        assertThat(accuracy).hasToString("4 / 5");
        TopK topK = new TopK(2);
        topK.add(SCORES, Nd4j.createFromArray(1, 2, 0), new double[] {1, 2, 4});
        assertThat(topK.value()).isEqualTo(1 / 7.0);
        assertThatThrownBy(() -> accuracy.add(SCORES, Nd4j.createFromArray(1, 0, 0), new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a weight for each of 3 rows, but got 2");
    }

    @Test
    void rowsAreAllAxesButTheLast() {
        INDArray overTime =
                Nd4j.createFromArray(new float[][][] {{{0.1f, 0.9f}, {0.8f, 0.2f}}, {{0.3f, 0.7f}, {0.6f, 0.4f}}});
        INDArray labels = Nd4j.createFromArray(new int[][] {{1, 1}, {0, 0}});
        assertThat(accuracy(overTime, labels)).isEqualTo(0.5);
        Accuracy padded = new Accuracy();
        padded.add(overTime, labels, new double[] {1, 0, 1, 0});
        assertThat(padded).hasToString("1 / 2");
        assertThatThrownBy(() -> accuracy(overTime, Nd4j.createFromArray(1, 1, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected targets of shape [2, 2] or [2, 2, 2], but got [4]");
    }

    @Test
    void refusesSeveralLabelsARow() {
        INDArray several = Nd4j.createFromArray(new float[][] {{0, 1, 0}, {1, 0, 1}, {0, 0, 1}});
        for (Metric metric : new Metric[] {new Accuracy(), new TopK(1), new ConfusionMatrix()}) {
            assertThatThrownBy(() -> metric.add(SCORES, several))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Expected class indices, one-hot rows or probabilities that sum to 1, but the targets of"
                                    + " row 1 are [1.0, 0.0, 1.0]: classes are declared by class indices or Dataset.ofOneHot; for"
                                    + " several labels per example use MultiLabel");
        }
        INDArray soft = Nd4j.createFromArray(new float[][] {{0.2f, 0.7f, 0.1f}, {0.1f, 0.2f, 0.7f}, {0, 0, 1}});
        assertThat(accuracy(SCORES, soft)).isEqualTo(2 / 3.0);
    }

    @Test
    void aFreshOneHasTheSettingsAndNothingElse() {
        Accuracy accuracy = new Accuracy();
        accuracy.add(SCORES, Nd4j.createFromArray(1, 0, 0));
        assertThat(accuracy.fresh()).hasToString("0 / 0");
        assertThat(new TopK(2).fresh()).hasToString("top-2 accuracy NaN (0 / 0)");
        ConfusionMatrix named = new ConfusionMatrix(List.of("a", "b", "c"));
        named.add(SCORES, Nd4j.createFromArray(1, 0, 0));
        assertThat(named.fresh().total()).isZero();
        assertThat(named.fresh().className(2)).isEqualTo("c");
    }

    @Test
    void countsOverBatches() {
        Accuracy accuracy = new Accuracy();
        assertNothing(accuracy);
        accuracy.add(SCORES, Nd4j.createFromArray(1, 0, 0));
        accuracy.add(SCORES.get(NDArrayIndex.interval(0, 2)), Nd4j.createFromArray(1, 1));
        assertThat(accuracy.correct()).isEqualTo(3);
        assertThat(accuracy.total()).isEqualTo(5);
        assertThat(accuracy.value()).isEqualTo(0.6);
        assertThat(accuracy).hasToString("3 / 5");
    }

    @Test
    void readsIndicesAndOneHotRowsOfAnyTypeAndLayout() {
        INDArray oneHot = Nd4j.createFromArray(new float[][] {{0, 1, 0}, {0, 0, 1}, {0, 0, 1}});
        INDArray indices = Nd4j.createFromArray(1, 2, 2);
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            INDArray scores = SCORES.castTo(type).dup('f');
            assertThat(accuracy(scores, oneHot.castTo(type).dup('f'))).isEqualTo(2 / 3.0);
            assertThat(accuracy(scores, indices)).isEqualTo(2 / 3.0);
            assertThat(accuracy(scores, indices.castTo(type))).isEqualTo(2 / 3.0);
        }
    }

    @Test
    void takesTheFirstOfEqualScores() {
        INDArray equal = Nd4j.createFromArray(new float[][] {{0.5f, 0.5f}});
        assertThat(accuracy(equal, Nd4j.createFromArray(0))).isEqualTo(1);
        assertThat(accuracy(equal, Nd4j.createFromArray(1))).isZero();
    }

    @Test
    void cutsSingleOutputsAtOneHalf() {
        INDArray scores = Nd4j.createFromArray(new float[][] {{0.49f}, {0.5f}, {0}, {1}});
        assertThat(accuracy(scores, Nd4j.createFromArray(0, 1, 0, 1))).isEqualTo(1);
        assertThat(accuracy(scores, Nd4j.createFromArray(new float[][] {{0}, {1}, {1}, {0}})))
                .isEqualTo(0.5);
    }

    @Test
    void countsPredictionsThatAreNotNumbersAsWrong() {
        INDArray dead = Nd4j.createFromArray(new float[][] {{NAN, NAN}, {NAN, NAN}});
        assertThat(accuracy(dead, Nd4j.createFromArray(0, 1))).isZero();
        assertThat(accuracy(Nd4j.createFromArray(new float[][] {{NAN}}), Nd4j.createFromArray(0)))
                .isZero();
        assertThat(topK(1, dead, Nd4j.createFromArray(0, 1))).isZero();
        assertThat(topK(2, dead, Nd4j.createFromArray(0, 1))).isZero();
    }

    @Test
    void ranksNumbersAboveNaN() {
        INDArray partly = Nd4j.createFromArray(new float[][] {{NAN, 0.1f, 0.2f}, {0.1f, NAN, Float.NEGATIVE_INFINITY}});
        assertThat(accuracy(partly, Nd4j.createFromArray(2, 0))).isEqualTo(1);
        assertThat(topK(1, partly, Nd4j.createFromArray(2, 0))).isEqualTo(1);
        assertThat(topK(2, partly, Nd4j.createFromArray(1, 2))).isEqualTo(1);
    }

    @Test
    void looksAmongTheKHighest() {
        INDArray labels = Nd4j.createFromArray(0, 1, 0);
        assertThat(topK(1, SCORES, labels)).isZero();
        assertThat(topK(2, SCORES, labels)).isEqualTo(1 / 3.0, within(1e-12));
        assertThat(topK(3, SCORES, labels)).isEqualTo(1);
        INDArray oneHot = Nd4j.createFromArray(new float[][] {{1, 0, 0}, {0, 1, 0}, {1, 0, 0}});
        assertThat(topK(2, SCORES, oneHot)).isEqualTo(1 / 3.0, within(1e-12));
    }

    @Test
    void printsTopK() {
        TopK topK = new TopK(2);
        topK.add(SCORES, Nd4j.createFromArray(0, 1, 0));
        assertThat(topK).hasToString("top-2 accuracy 0.3333 (1 / 3)");
        assertThat(new TopK(5)).hasToString("top-5 accuracy NaN (0 / 0)");
    }

    @Test
    void refusesK() {
        assertThatThrownBy(() -> new TopK(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TopK: k must be at least 1, but is 0");
        assertThatThrownBy(() -> topK(4, SCORES, Nd4j.createFromArray(0, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TopK: expected predictions of more than one and at least k = 4 classes, but got 3");
        assertThatThrownBy(() -> topK(1, SCORES.getColumns(0), Nd4j.createFromArray(0, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TopK: expected predictions of more than one and at least k = 1 classes, but got 1");
    }

    @Test
    void refusesOtherShapes() {
        for (Metric metric : new Metric[] {new Accuracy(), new TopK(1), new ConfusionMatrix()}) {
            assertThatThrownBy(() -> metric.add(Nd4j.createFromArray(1f, 2f), Nd4j.createFromArray(0, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected predictions of shape [rows, classes], but got [2]");
            assertThatThrownBy(() -> metric.add(SCORES, Nd4j.createFromArray(0, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected targets of shape [3] or [3, 3], but got [2]");
            assertThatThrownBy(() -> metric.add(SCORES, Nd4j.zeros(3, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected targets of shape [3] or [3, 3], but got [3, 2]");
            assertThatThrownBy(() -> metric.add(SCORES, Nd4j.scalar(1f)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected targets of shape [3] or [3, 3], but got []");
            assertNothing(metric);
        }
    }

    @Test
    void refusesTargetsThatAreNoClass() {
        for (Metric metric : new Metric[] {new Accuracy(), new TopK(1), new ConfusionMatrix()}) {
            for (float label : new float[] {3, -1, 0.5f, NAN}) {
                assertThatThrownBy(() -> metric.add(SCORES, Nd4j.createFromArray(0, label, 0)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("Expected class indices from 0 to 2, but the target of row 1 is " + label);
            }
            assertNothing(metric);
        }
    }

    /** A dead network scores all classes alike: it is right as often as its first class is. */
    @Test
    void ofEqualScoresTheFirstCounts() {
        INDArray equal = Nd4j.zeros(DataType.FLOAT, 4, 4);
        INDArray targets = Nd4j.createFromArray(0f, 1f, 2f, 3f);
        TopK one = new TopK(1);
        Accuracy accuracy = new Accuracy();
        one.add(equal, targets);
        accuracy.add(equal, targets);
        assertThat(one.value()).isEqualTo(accuracy.value()).isEqualTo(0.25);
    }

    @Test
    void doublesAreComparedAsDoubles() {
        INDArray scores = Nd4j.createFromArray(new double[][] {{0.5, 0.5 + 1e-10}});
        Accuracy accuracy = new Accuracy();
        accuracy.add(scores, Nd4j.createFromArray(1.0));
        assertThat(accuracy.correct()).isEqualTo(1);
    }
}
