package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Sgd;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** What weights of examples do to a training. */
class WeightedTrainingTest {

    private static final int[] ROWS = {0, 1, 1, 3, 4, 4, 4, 6};
    private static final double[] WEIGHTS = {1, 2, 0, 1, 3, 0, 1, 0};

    private static Dataset data() {
        Random random = new Random(1);
        float[][] x = new float[8][3];
        int[] labels = new int[8];
        for (int i = 0; i < 8; i++) {
            labels[i] = i % 2;
            for (int j = 0; j < 3; j++) {
                x[i][j] = (float) random.nextGaussian();
            }
        }
        return Dataset.of(x, labels);
    }

    private static Network network() {
        return Network.input(3)
                .layer(new Dense(4, new Tanh()))
                .layer(new Dense(2))
                .output(new Softmax())
                .type(DataType.DOUBLE)
                .seed(1)
                .build();
    }

    private static Trainer trainer(Network network) {
        return new Trainer(network, new SoftmaxCrossEntropy(), new Momentum(0.5, 0.9)).epochs(5);
    }

    private static double[] trained(Trainer trainer, Dataset data) {
        trainer.train(data);
        return trainer.network().parameters().flat().toDoubleVector();
    }

    @Test
    void aWeightOfTwoIsAnExampleThatOccursTwice() {
        double[] weighted = trained(trainer(network()).batchSize(8), data().weighted(WEIGHTS));
        double[] repeated = trained(trainer(network()).batchSize(8), data().subset(ROWS));
        assertThat(weighted).containsExactly(repeated, within(1e-12));
        assertThat(repeated).isNotEqualTo(trained(trainer(network()).batchSize(8), data()));
    }

    /** Batches whose weights sum to 4, 3 and 1, or other sums, are as one of 8. */
    @Test
    void accumulatedBatchesAreOneBatchByWeight() {
        double[] one = trained(trainer(network()).batchSize(8), data().weighted(WEIGHTS));
        for (int rows : new int[] {1, 3, 5}) {
            double[] several = trained(trainer(network()).batchSize(rows).accumulate(8), data().weighted(WEIGHTS));
            assertThat(several).as("batches of " + rows).containsExactly(one, within(1e-12));
        }
    }

    @Test
    void lossesOfTrainingAndValidationAreComparable() {
        Dataset weighted = data().weighted(WEIGHTS);
        for (Dataset data : new Dataset[] {data(), weighted}) {
            for (int rows : new int[] {1, 3, 8}) {
                Network network = network();
                Epoch epoch = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(1e-300))
                        .batchSize(rows)
                        .epochs(1)
                        .validation(data)
                        .train(data)
                        .last()
                        .orElseThrow();
                assertThat(epoch.loss()).isEqualTo(epoch.validationLoss(), within(1e-12));
            }
        }
    }

    @Test
    void metricsHeedWeights() {
        Network network = network();
        Accuracy ofAll = network.evaluate(data(), new Accuracy());
        double[] weights = new double[8];
        double right = 0;
        for (int i = 0; i < 8; i++) {
            weights[i] = i + 1;
            right += weights[i]
                    * network.evaluate(data().subset(i, i + 1), new Accuracy()).value();
        }
        assertThat(ofAll.correct()).isBetween(1, 7);
        assertThat(network.evaluate(data().weighted(weights), new Accuracy()).value())
                .isEqualTo(right / 36, within(1e-12));
    }

    /** Such a batch has no loss and no gradient: the step is that of the momentum. */
    @Test
    void aBatchWithoutWeightLeavesNothingBehind() {
        Network network = network();
        Dataset mostlyWithout = data().weighted(new double[] {0, 0, 0, 0, 0, 0, 0, 5});
        History history =
                trainer(network).batchSize(1).validation(mostlyWithout).train(mostlyWithout);
        assertThat(history.epochs())
                .hasSize(5)
                .allSatisfy(epoch -> assertThat(epoch.loss()).isPositive());
        assertThat(history.warnings()).isEmpty();
    }
}
