package dev.inercia.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Yes or no, once or several times an example; probabilities of classes. */
class LabelMetricTest {

    private static final INDArray SCORES =
            Nd4j.createFromArray(new float[][] {{0.9f, 0.2f}, {0.6f, 0.5f}, {0.1f, 0.3f}});
    private static final INDArray LABELS = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {0, 0}});

    @Test
    void countsLabelsAndExamples() {
        MultiLabel labels = new MultiLabel();
        labels.add(SCORES, LABELS);
        assertThat(labels.value()).isEqualTo(5 / 6.0, within(1e-12));
        assertThat(labels.exactMatch()).isEqualTo(2 / 3.0);
        assertThat(labels.accuracy(0)).isEqualTo(2 / 3.0);
        assertThat(labels.precision(0)).isEqualTo(0.5);
        assertThat(labels.recall(0)).isEqualTo(1);
        assertThat(labels).hasToString("""
                label  accuracy  precision    recall      F1
                0        0.6667     0.5000    1.0000  0.6667
                1        1.0000     1.0000    1.0000  1.0000
                3 examples, label accuracy 0.8333, exact match 0.6667, macro F1 0.8333""");
    }

    @Test
    void theThresholdIsYesItself() {
        BinaryAccuracy half = new BinaryAccuracy();
        INDArray scores = Nd4j.createFromArray(new float[][] {{0.5f}, {0.49f}, {0.25f}});
        half.add(scores, Nd4j.createFromArray(1, 0, 0));
        assertThat(half.value()).isEqualTo(1);
        assertThat(half).hasToString("3 / 3");
        BinaryAccuracy quarter = new BinaryAccuracy(0.25);
        quarter.add(scores, Nd4j.createFromArray(1, 0, 0));
        assertThat(quarter).hasToString("1 / 3");
        assertThat(quarter.fresh().name()).isEqualTo("binary accuracy at 0.25");
        MultiLabel strict = new MultiLabel(0.55);
        strict.add(SCORES, LABELS);
        assertThat(strict.recall(1)).isZero();
        assertThat(strict.fresh().name()).isEqualTo("label accuracy at 0.55");
    }

    @Test
    void softTargetsAreYesFromOneHalfOn() {
        BinaryAccuracy accuracy = new BinaryAccuracy();
        accuracy.add(
                Nd4j.createFromArray(new float[][] {{0.9f}, {0.9f}}),
                Nd4j.createFromArray(new float[][] {{0.8f}, {0.2f}}));
        assertThat(accuracy).hasToString("1 / 2");
    }

    @Test
    void rowsWithoutWeightAreNotLookedAt() {
        MultiLabel labels = new MultiLabel();
        INDArray padded = Nd4j.createFromArray(new float[][] {{1, 0}, {9, 9}, {0, 0}});
        labels.add(SCORES, padded, new double[] {3, 0, 1});
        assertThat(labels.value()).isEqualTo(1);
        assertThat(labels.total()).isEqualTo(2);
    }

    @Test
    void refusesWhatItDoesNotFit() {
        assertThatThrownBy(() ->
                        new MultiLabel().add(SCORES, Nd4j.createFromArray(new float[][] {{1, 0}, {-1, 0}, {0, 0}})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "MultiLabel: expected targets from 0 (no) to 1 (yes), but row 1 has -1.0: for values use R2 or"
                                + " Rmse");
        assertThatThrownBy(() -> new MultiLabel().add(SCORES, Nd4j.createFromArray(0, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MultiLabel: expected a target for each of 2 outputs, but got one per row");
        assertThatThrownBy(() -> new BinaryAccuracy().add(SCORES, LABELS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "BinaryAccuracy: expected predictions with a single output, but got 2: use Accuracy for classes,"
                                + " MultiLabel for several labels");
        assertThatThrownBy(() -> new MultiLabelF1(Average.MACRO).requireFits(Problem.CLASSIFICATION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "MultiLabelF1 measures any number of labels per example, but this is a classification problem:"
                                + " use Accuracy");
        assertThatThrownBy(() -> new BinaryAccuracy().requireFits(Problem.MULTI_LABEL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "BinaryAccuracy measures one yes-or-no answer per example, but this is a multi-label problem: use"
                                + " MultiLabel");
        for (double threshold : new double[] {0, 1, Double.NaN}) {
            assertThatThrownBy(() -> new BinaryAccuracy(threshold))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("BinaryAccuracy: threshold must be in (0, 1), but is " + threshold);
        }
    }

    @Test
    void aProbabilityOfZeroCostsMuchButNotEverything() {
        LogLoss loss = new LogLoss();
        loss.add(Nd4j.createFromArray(new double[][] {{1, 0}}), Nd4j.createFromArray(1));
        assertThat(loss.value()).isEqualTo(52 * Math.log(2), within(1e-9));
        LogLoss soft = new LogLoss();
        soft.add(
                Nd4j.createFromArray(new double[][] {{0.25, 0.75}}), Nd4j.createFromArray(new double[][] {{0.5, 0.5}}));
        assertThat(soft.value()).isEqualTo(-0.5 * (Math.log(0.25) + Math.log(0.75)), within(1e-12));
        assertThat(soft.higherIsBetter()).isFalse();
    }

    @Test
    void logLossRefusesLogits() {
        assertThatThrownBy(() ->
                        new LogLoss().add(Nd4j.createFromArray(new float[][] {{3, -1}}), Nd4j.createFromArray(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "LogLoss: expected probabilities, but the prediction of row 0 is 3.0: build the network with"
                                + " .output(new Softmax()) or, for a single output, Sigmoid");
    }
}
