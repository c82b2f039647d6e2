package dev.inercia.nn.metric;

import static dev.inercia.nn.Numbers.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.Numbers;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** R2, explained variance, RMSE and MAE. */
class ValueMetricTest {

    private static double of(Metric metric, double[] targets, double[] predictions, double... weights) {
        metric.add(
                array(DataType.DOUBLE, predictions, predictions.length, 1),
                array(DataType.DOUBLE, targets, targets.length, 1),
                weights.length == 0 ? null : weights);
        return metric.value();
    }

    @Test
    void aConstantTargetIsZeroIfWrongAndOneIfExact() {
        double[] fives = {5, 5, 5, 5};
        assertThat(of(new R2(), fives, new double[] {1, 2, 3, 4})).isZero();
        assertThat(of(new R2(), fives, fives)).isEqualTo(1);
        assertThat(of(new ExplainedVariance(), fives, new double[] {1, 2, 3, 4}))
                .isZero();
        assertThat(of(new ExplainedVariance(), fives, new double[] {4, 4, 4, 4}))
                .isEqualTo(1);
    }

    @Test
    void oneConstantOutputDoesNotSpoilTheMean() {
        R2 r2 = new R2();
        r2.add(Nd4j.createFromArray(new double[][] {{1, 5}, {2, 5}, {4, 5}}), Nd4j.createFromArray(new double[][] {
            {1, 5}, {2, 5}, {3, 5}
        }));
        assertThat(r2.value()).isEqualTo((0.5 + 1) / 2);
    }

    @Test
    void oneRowHasNoVariance() {
        R2 r2 = new R2();
        assertThat(of(r2, new double[] {1}, new double[] {2})).isNaN();
        assertThat(of(new ExplainedVariance(), new double[] {1}, new double[] {2}))
                .isNaN();
        assertThat(of(r2, new double[] {3}, new double[] {3})).isEqualTo(0.5);
    }

    @Test
    void aWeightOfTwoIsARowThatOccursTwice() {
        for (Metric metric : new Metric[] {new R2(), new ExplainedVariance(), new Rmse(), new Mae()}) {
            double weighted = of(metric, new double[] {1, 2, 9, 4}, new double[] {1.5, 1, 0, 4.5}, 1, 2, 0, 1);
            double repeated = of(metric.fresh(), new double[] {1, 2, 2, 4}, new double[] {1.5, 1, 1, 4.5});
            assertThat(weighted).as(metric.name()).isEqualTo(repeated, within(1e-12));
        }
    }

    /** Prices in the millions that differ by cents: a sum of squares would have lost them. */
    @Test
    void largeValuesWithASmallSpreadLoseNothing() {
        double[] noise = Numbers.uniform(1000, -1, 1, 1);
        double[] targets = new double[1000];
        double[] predictions = new double[1000];
        double[] small = new double[1000];
        for (int i = 0; i < 1000; i++) {
            small[i] = Math.round(noise[i] * 1024) / 1024.0;
            targets[i] = 0x1p30 + small[i];
            predictions[i] = 0x1p30;
        }
        assertThat(of(new R2(), targets, predictions)).isEqualTo(of(new R2(), small, new double[1000]), within(1e-12));
    }

    @Test
    void severalOutputsAreAveraged() {
        Rmse rmse = new Rmse();
        rmse.add(Nd4j.createFromArray(new double[][] {{0, 0}, {0, 0}}), Nd4j.createFromArray(new double[][] {
            {3, 10}, {3, -10}
        }));
        assertThat(rmse.value()).as("the mean of roots, as scikit-learn has it").isEqualTo(6.5);
        assertThat(rmse).hasToString("RMSE 6.500");
        Mae mae = new Mae();
        mae.add(Nd4j.zeros(DataType.DOUBLE, 2), Nd4j.createFromArray(3.0, -1.0));
        assertThat(mae.value()).as("outputs of a single number").isEqualTo(2);
    }

    @Test
    void refusesClasses() {
        for (Metric metric : new Metric[] {new R2(), new ExplainedVariance(), new Rmse(), new Mae()}) {
            String name = metric.getClass().getSimpleName();
            assertThatThrownBy(() -> metric.requireFits(Problem.CLASSIFICATION))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(name + " measures values, but this is a classification problem: use Accuracy");
            assertThatThrownBy(() -> metric.add(Nd4j.zeros(2, 3), Nd4j.createFromArray(0, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(name + ": expected a target for each of 3 outputs, but got one per row");
        }
    }
}
