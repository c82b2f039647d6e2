package dev.inercia.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class WeightedDatasetTest {

    private static final Dataset DATA =
            Dataset.of(new float[][] {{0}, {1}, {2}, {3}, {4}}, new int[] {0, 2, 0, 0, 2}, 3);

    private static double[] gathered(Dataset data, int... order) {
        Batch batch = data.batch(order.length, DataType.FLOAT);
        batch.gather(order, 0);
        return batch.weights();
    }

    @Test
    void dataHasNoWeightsAtFirst() {
        assertThat(gathered(DATA, 0, 1)).isNull();
        assertThat(DATA.batch(2, DataType.FLOAT).lengths()).isNull();
    }

    @Test
    void weightsFollowTheirExamples() {
        double[] weights = {1, 2, 3, 4, 0};
        Dataset weighted = DATA.weighted(weights);
        weights[0] = 9;
        assertThat(gathered(weighted, 3, 0, 4)).containsExactly(4, 1, 0);
        assertThat(gathered(weighted.subset(new int[] {4, 3, 3}), 1, 2)).containsExactly(4, 4);
        assertThat(gathered(weighted.augmented(shape -> (example, random) -> {}, 1), 2, 1))
                .containsExactly(3, 2);
        assertThat(gathered(DATA.subset(2, 4).weighted(new float[] {5, 6}), 1, 0))
                .containsExactly(6, 5);
        assertThat(weighted.labels()).containsExactly(0, 2, 0, 0, 2);
        Batch batch = weighted.batches(5, DataType.DOUBLE).get(0);
        assertThat(batch.features().toDoubleVector()).containsExactly(0, 1, 2, 3, 4);
        assertThat(batch.targets().toDoubleVector()).containsExactly(0, 2, 0, 0, 2);
    }

    @Test
    void weightsMultiply() {
        Dataset weighted = DATA.weighted(new double[] {1, 2, 3, 4, 5}).classWeights(10, 1, 0.5);
        assertThat(gathered(weighted, 0, 1, 2, 3, 4)).containsExactly(10, 1, 30, 40, 2.5);
    }

    /** As scikit-learn's class_weight="balanced": examples / (classes * examples of the class). */
    @Test
    void balancedWeightsMakeClassesCountAlike() {
        assertThat(DATA.balancedClassWeights()).containsExactly(5 / 6.0, 1, 5 / 4.0);
        double[] weights = gathered(DATA.classWeights(DATA.balancedClassWeights()), 0, 1, 2, 3, 4);
        assertThat(weights[0] + weights[2] + weights[3]).isEqualTo(weights[1] + weights[4], within(1e-12));
    }

    @Test
    void refusesOtherWeights() {
        assertThatThrownBy(() -> DATA.weighted(new double[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a weight for each of 5 examples, but got 4");
        assertThatThrownBy(() -> DATA.weighted(new double[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a weight above 0 for at least one example, but all are 0");
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> DATA.weighted(new double[] {1, 1, bad, 1, 1}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected finite weights of at least 0, but that of example 2 is " + bad);
            assertThatThrownBy(() -> DATA.classWeights(1, bad, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected finite weights of at least 0, but that of class 1 is " + bad);
        }
        assertThatThrownBy(() -> DATA.classWeights(1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a weight for each of 3 classes, but got 2");
    }

    @Test
    void onlyExamplesOfOneClassHaveClassWeights() {
        Dataset values = Dataset.of(new float[2][1], new float[2][3]);
        assertThatThrownBy(() -> values.classWeights(1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected one class index per example, but the targets are values of shape [3]");
        Dataset overTime = Dataset.ofLabels(Nd4j.zeros(2, 4, 1), Nd4j.zeros(2, 4), 3);
        assertThatThrownBy(overTime::balancedClassWeights)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected one class index per example, but the targets are class indices of shape [4]");
    }
}
