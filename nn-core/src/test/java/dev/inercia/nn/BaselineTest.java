package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Destandardize;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.KlDivergence;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.MeanAbsoluteError;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.RowLoss;
import dev.inercia.nn.loss.SigmoidBinaryCrossEntropy;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class BaselineTest {

    private static Baseline baseline(Dataset data, int outputs, Activation activation, Loss loss) {
        return Baseline.of(
                Network.input(1)
                        .layer(new Dense(outputs))
                        .output(activation)
                        .type(DataType.DOUBLE)
                        .build(),
                loss,
                data);
    }

    private static float[][] features(int count) {
        return new float[count][1];
    }

    private static double entropy(double... probabilities) {
        double entropy = 0;
        for (double p : probabilities) {
            entropy -= p * Math.log(p);
        }
        return entropy;
    }

    @Test
    void classesAreGuessedByTheirFrequency() {
        Dataset data = Dataset.of(features(10), new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 2});
        Baseline baseline = baseline(data, 3, new Softmax(), new SoftmaxCrossEntropy());
        assertThat(baseline.guess()).isCloseTo(entropy(0.6, 0.3, 0.1), within(1e-9));
        assertThat(baseline.perfect()).isCloseTo(0, within(1e-9));
        assertThat(baseline.learned(baseline.guess())).isCloseTo(0, within(1e-9));
        assertThat(baseline.learned(0)).isCloseTo(1, within(1e-9));
        assertThat(baseline.learned(2 * baseline.guess())).isCloseTo(-1, within(1e-9));
    }

    /** Counted in all examples, of which a sample would miss a rare class. */
    @Test
    void rareClassesOfManyExamplesCount() {
        int[] labels = new int[30_001];
        labels[1] = 1;
        Baseline baseline =
                baseline(Dataset.of(features(30_001), labels), 1, new Sigmoid(), new SigmoidBinaryCrossEntropy());
        assertThat(baseline.guess()).isCloseTo(entropy(1 / 30_001.0, 30_000 / 30_001.0), within(1e-9));
    }

    @Test
    void weightsCount() {
        Dataset data = Dataset.of(features(4), new int[] {0, 1, 1, 1});
        Baseline baseline =
                baseline(data.classWeights(data.balancedClassWeights()), 2, new Softmax(), new SoftmaxCrossEntropy());
        assertThat(baseline.guess()).isCloseTo(Math.log(2), within(1e-9));
    }

    @Test
    void valuesAreGuessedByTheirMeanOrMedian() {
        Dataset data = Dataset.of(features(5), new float[] {1, 1, 2, 3, 13});
        assertThat(baseline(data, 1, new Identity(), new MeanSquaredError()).guess())
                .isCloseTo((9 + 9 + 4 + 1 + 81) / 5.0, within(1e-9));
        assertThat(baseline(data, 1, new Identity(), new MeanAbsoluteError()).guess())
                .isCloseTo((1 + 1 + 0 + 1 + 11) / 5.0, within(1e-9));
    }

    /** Through an activation and its inverse that nobody wrote down. */
    @Test
    void outputsAreActivated() {
        Dataset data = Dataset.of(features(4), new float[] {-0.5f, 0.5f, 0.5f, 0.5f});
        assertThat(baseline(data, 1, new Tanh(), new MeanSquaredError()).guess())
                .isCloseTo((0.75 * 0.75 + 3 * 0.25 * 0.25) / 4, within(1e-6));
    }

    @Test
    void standardisedTargetsAreOfVarianceOne() {
        Dataset data = Dataset.of(features(3), new float[] {1e5f, 2e5f, 3e5f});
        Baseline baseline = baseline(data, 1, Destandardize.of(data), new MeanSquaredError());
        assertThat(baseline.guess()).isCloseTo(1, within(1e-6));
        assertThat(baseline.perfect()).isZero();
    }

    /** A cross-entropy of soft targets is never 0; its divergence from them can be. */
    @Test
    void softTargetsHaveAnEntropy() {
        Dataset data = Dataset.of(features(2), new float[][] {{0.25f, 0.75f}, {0.75f, 0.25f}});
        assertThat(baseline(data, 2, new Softmax(), new SoftmaxCrossEntropy()).perfect())
                .isCloseTo(entropy(0.25, 0.75), within(1e-9));
        assertThat(baseline(data, 2, new Softmax(), new KlDivergence()).perfect())
                .isCloseTo(0, within(1e-9));
        assertThat(baseline(data, 2, new Softmax(), new SoftmaxCrossEntropy()).guess())
                .isCloseTo(Math.log(2), within(1e-9));
    }

    /** The same loss less a constant. */
    private record Shifted(double by) implements RowLoss {

        @Override
        public double apply(float[] p, float[] t, float[] g, int rows, int columns) {
            return new MeanSquaredError().apply(p, t, g, rows, columns) - by;
        }

        @Override
        public double apply(double[] p, double[] t, double[] g, int rows, int columns) {
            return new MeanSquaredError().apply(p, t, g, rows, columns) - by;
        }
    }

    @Test
    void aLossMayBeBelowZero() {
        Dataset data = Dataset.of(features(3), new float[] {1, 2, 4});
        Baseline plain = baseline(data, 1, new Identity(), new Shifted(0));
        Baseline shifted = baseline(data, 1, new Identity(), new Shifted(7));
        assertThat(shifted.guess()).isCloseTo(plain.guess() - 7, within(1e-9));
        assertThat(shifted.learned(-6.5)).isCloseTo(plain.learned(0.5), within(1e-9));
    }

    /** Nothing can be better than guessing then: what counts is what an output of 0 loses. */
    @Test
    void targetsMayAllBeAlike() {
        Dataset data = Dataset.of(features(3), new float[] {5, 5, 5});
        Baseline baseline = baseline(data, 1, new Identity(), new MeanSquaredError());
        assertThat(baseline.guess()).isCloseTo(0, within(1e-9));
        assertThat(baseline.learned(0)).isCloseTo(1, within(1e-6));
        assertThat(baseline.learned(25)).isCloseTo(-9, within(1e-6));
    }
}
