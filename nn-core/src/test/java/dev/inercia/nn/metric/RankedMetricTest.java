package dev.inercia.nn.metric;

import static dev.inercia.nn.Numbers.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ROC AUC and average precision: ties, absent classes, extreme scores. */
class RankedMetricTest {

    private static <M extends Metric> M added(M metric, double[] targets, double[] scores, double... weights) {
        metric.add(
                array(DataType.DOUBLE, scores, scores.length, 1),
                array(DataType.DOUBLE, targets, targets.length),
                weights.length == 0 ? null : weights);
        return metric;
    }

    private static double auc(double[] targets, double... scores) {
        return added(new RocAuc(), targets, scores).value();
    }

    private static double precision(double[] targets, double... scores) {
        return added(new AveragePrecision(), targets, scores).value();
    }

    @Test
    void withOneClassThereIsNone() {
        assertThat(auc(new double[] {1, 1}, 0.2, 0.9)).isNaN();
        assertThat(auc(new double[] {0, 0}, 0.2, 0.9)).isNaN();
        assertThat(precision(new double[] {0, 0}, 0.2, 0.9)).isNaN();
        assertThat(precision(new double[] {1, 1}, 0.2, 0.9)).isEqualTo(1);
    }

    @Test
    void equalScoresCountHalf() {
        assertThat(auc(new double[] {0, 1}, 0.5, 0.5)).isEqualTo(0.5);
        assertThat(auc(new double[] {0, 1, 0, 1}, 0.5, 0.5, 0.2, 0.9)).isEqualTo(0.875);
        assertThat(auc(new double[] {0, 1}, 0.0, -0.0)).isEqualTo(0.5);
    }

    @Test
    void theOrderOfRowsChangesNoBit() {
        Random random = new Random(1);
        int n = 50;
        List<Integer> order = new ArrayList<>();
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            order.add(i);
            rows[i] = new double[] {random.nextInt(2), random.nextInt(5) / 4.0, random.nextDouble()};
        }
        double auc = Double.NaN;
        double precision = Double.NaN;
        for (int shuffle = 0; shuffle < 20; shuffle++) {
            double[] t = order.stream().mapToDouble(i -> rows[i][0]).toArray();
            double[] s = order.stream().mapToDouble(i -> rows[i][1]).toArray();
            double[] w = order.stream().mapToDouble(i -> rows[i][2]).toArray();
            double newAuc = added(new RocAuc(), t, s, w).value();
            double newPrecision = added(new AveragePrecision(), t, s, w).value();
            assertThat(newAuc).isEqualTo(shuffle == 0 ? newAuc : auc).isBetween(0.2, 0.8);
            assertThat(newPrecision).isEqualTo(shuffle == 0 ? newPrecision : precision);
            auc = newAuc;
            precision = newPrecision;
            Collections.shuffle(order, random);
        }
    }

    @Test
    void anyDifferenceOfScoresCounts() {
        assertThat(auc(new double[] {0, 1}, 1e-6, 2e-6)).isEqualTo(1);
        assertThat(auc(new double[] {0, 1}, 1 - 1e-7, 1)).isEqualTo(1);
        assertThat(auc(new double[] {0, 1}, 1e300, -1e300)).isZero();
    }

    @Test
    void constantScoresHaveThePrecisionOfGuessing() {
        double[] targets = new double[10_000];
        targets[77] = 1;
        assertThat(precision(targets, new double[10_000])).isEqualTo(0.0001, within(1e-15));
        assertThat(precision(new double[] {0, 1, 0, 0, 0}, 0.7, 0.8, 0.5, 0.9, 0.1))
                .isEqualTo(0.5);
        assertThat(precision(new double[] {0, 1, 1, 0}, 0.5, 0.5, 0.5, 0.1)).isEqualTo(2 / 3.0, within(1e-15));
    }

    @Test
    void aWeightOfTwoIsARowThatOccursTwice() {
        double[] targets = {1, 0, 1, 0, 1};
        double[] scores = {0.9, 0.8, 0.8, 0.3, 0.1};
        double[] weights = {1, 2, 1, 0, 2};
        double[] repeatedTargets = {1, 0, 0, 1, 1, 1};
        double[] repeatedScores = {0.9, 0.8, 0.8, 0.8, 0.1, 0.1};
        assertThat(added(new RocAuc(), targets, scores, weights).value())
                .isEqualTo(auc(repeatedTargets, repeatedScores));
        assertThat(added(new AveragePrecision(), targets, scores, weights).value())
                .isEqualTo(precision(repeatedTargets, repeatedScores));
    }

    @Test
    void scoresThatAreNoNumbersRankBelowAll() {
        assertThat(auc(new double[] {1, 0, 1}, Double.NaN, -1e9, 2)).isEqualTo(0.5);
        assertThat(auc(new double[] {1, 0}, Double.NaN, Double.NaN)).isEqualTo(0.5);
    }

    @Test
    void aClassThatNeverOccursIsLeftOutOfTheMean() {
        INDArray scores = Nd4j.createFromArray(
                new double[][] {{0.6, 0.3, 0.1}, {0.5, 0.4, 0.1}, {0.2, 0.7, 0.1}, {0.7, 0.2, 0.1}});
        INDArray labels = Nd4j.createFromArray(0, 1, 1, 0);
        RocAuc auc = new RocAuc();
        auc.add(scores, labels);
        assertThat(auc.value(2)).isNaN();
        assertThat(auc.value()).isEqualTo((auc.value(0) + auc.value(1)) / 2).isEqualTo(1);
        AveragePrecision precision = new AveragePrecision();
        precision.add(scores, labels);
        assertThat(precision.value(2)).isNaN();
        assertThat(precision.value()).isEqualTo(1);
        assertThat(auc).hasToString("ROC AUC 1.000");
    }

    @Test
    void ofTwoClassesTheSecondIsYes() {
        double[][] both = {{0.9, 0.1}, {0.2, 0.8}, {0.6, 0.4}, {0.3, 0.7}};
        AveragePrecision ofTwo = new AveragePrecision();
        ofTwo.add(Nd4j.createFromArray(both), Nd4j.createFromArray(0, 1, 1, 0));
        assertThat(ofTwo.value())
                .isEqualTo(precision(new double[] {0, 1, 1, 0}, 0.1, 0.8, 0.4, 0.7))
                .isEqualTo(ofTwo.value(1));
        AveragePrecision ofLabels = new AveragePrecision();
        ofLabels.add(Nd4j.createFromArray(both), Nd4j.createFromArray(new double[][] {{1, 0}, {0, 1}, {0, 1}, {1, 0}}));
        assertThat(ofLabels.value()).isEqualTo((ofTwo.value(0) + ofTwo.value(1)) / 2);
    }

    @Test
    void refusesWhatHasNoOrder() {
        for (Metric metric : new Metric[] {new RocAuc(), new AveragePrecision()}) {
            String name = metric.getClass().getSimpleName();
            assertThatThrownBy(() -> added(metric.fresh(), new double[] {0, 0.5}, new double[] {1, 2}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(name + ": expected targets of 0 or 1, but row 1 has 0.5");
            assertThatThrownBy(() -> metric.fresh().add(Nd4j.zeros(2, 3), Nd4j.createFromArray(0, 3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(name + ": expected class indices from 0 to 2, but the target of row 1 is 3.0");
            assertThatThrownBy(() -> metric.requireFits(Problem.REGRESSION))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(name + " measures scores of classes or of yes and no, but this is a regression problem:"
                            + " use R2");
            assertThat(metric).hasToString(metric.name() + " of nothing");
        }
        assertThatThrownBy(() -> added(new RocAuc(), new double[] {0, 1}, new double[] {1, 2})
                        .curve(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("RocAuc: there is no output 0 among 1: a single output scores class 1");
    }
}
