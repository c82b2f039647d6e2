package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Split;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.SigmoidBinaryCrossEntropy;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.nn.metric.Average;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.nn.metric.ExactMatch;
import dev.inercia.nn.metric.Metric;
import dev.inercia.nn.metric.MultiLabelF1;
import dev.inercia.nn.metric.RocAuc;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a training is judged by, and which of its networks is kept: situations that other measures got wrong. */
class MeasureCasesTest {

    private static Network network(int inputs, int outputs, Activation output) {
        return Network.input(inputs)
                .layer(new Dense(8, new Tanh()))
                .layer(new Dense(outputs))
                .output(output)
                .seed(1)
                .build();
    }

    private static List<String> measures(History history) {
        return history.last().orElseThrow().measures().stream()
                .map(Measure::name)
                .toList();
    }

    private static double validation(History history) {
        return history.last().orElseThrow().measures().get(0).validation();
    }

    private static Dataset reversed(Dataset data) {
        return data.subset(
                IntStream.range(0, data.size()).map(i -> data.size() - 1 - i).toArray());
    }

    /** The first 600 examples have one label each, the others any number: what they are must not depend on the first. */
    @Test
    void theKindOfProblemDoesNotDependOnTheOrder() {
        Random random = new Random(1);
        float[][] x = new float[1000][3];
        float[][] y = new float[1000][3];
        for (int i = 0; i < 1000; i++) {
            for (int j = 0; j < 3; j++) {
                y[i][j] = i < 600 ? (i % 3 == j ? 1 : 0) : random.nextInt(2);
                x[i][j] = y[i][j] + (float) random.nextGaussian() * 0.1f;
            }
        }
        Dataset data = Dataset.of(x, y);
        for (Dataset validation : List.of(data, data.shuffled(1), reversed(data), data.subset(0, 600))) {
            History history = new Trainer(network(3, 3, new Sigmoid()), new SigmoidBinaryCrossEntropy(), new Adam(0.05))
                    .epochs(20)
                    .validation(validation)
                    .train(data);
            assertThat(measures(history)).containsExactly("label accuracy");
            assertThat(validation(history)).isGreaterThan(0.999);
            assertThat(history.last().orElseThrow().total()).isZero();
        }
    }

    /** A regression whose first rows happen to be 0 and 1 is one from the first row on. */
    @Test
    void aRegressionOfZerosAndOnesIsOne() {
        float[][] x = new float[200][1];
        float[][] y = new float[200][2];
        for (int i = 0; i < 200; i++) {
            x[i][0] = i / 200f;
            y[i][i % 2] = 1;
            y[i][1] += i >= 100 ? 2 : 0;
        }
        Dataset data = Dataset.of(x, y);
        for (Dataset validation : List.of(data, reversed(data), data.subset(0, 100))) {
            History history = new Trainer(network(1, 2, new Identity()), new MeanSquaredError(), new Adam(0.01))
                    .epochs(2)
                    .validation(validation)
                    .train(data);
            assertThat(measures(history)).containsExactly("R2");
            assertThat(history.toString()).doesNotContain("accuracy").doesNotContain(" / ");
        }
        // Outputs that a sigmoid bounds are labels, unless the targets are declared to be values.
        Dataset shares = Dataset.of(x, new float[200][2]);
        Trainer trainer = new Trainer(network(1, 2, new Sigmoid()), new MeanSquaredError(), new Adam(0.01)).epochs(1);
        assertThat(measures(trainer.validation(shares).train(shares))).containsExactly("label accuracy");
        assertThat(measures(trainer.validation(shares.asValues()).train(shares.asValues())))
                .containsExactly("R2");
    }

    @Test
    void labelsAreMeasuredAsLabels() {
        float[][] x = {{1, 0}, {0, 1}, {1, 1}, {0, 0}};
        Dataset data = Dataset.of(x, new float[][] {{1, 0, 1}, {0, 1, 1}, {1, 1, 1}, {0, 0, 0}});
        Network network = network(2, 3, new Sigmoid());
        new Trainer(network, new SigmoidBinaryCrossEntropy(), new Adam(0.05))
                .epochs(300)
                .train(data);
        assertThat(network.labels(x))
                .containsExactly(List.of("0", "2"), List.of("1", "2"), List.of("0", "1", "2"), List.of());
        assertThat(network.evaluate(data, new ExactMatch()).value()).isEqualTo(1);
        assertThat(network.evaluate(data, new MultiLabelF1(Average.MACRO)).value())
                .isEqualTo(1);
        for (Metric metric : List.of(new Accuracy(), new ConfusionMatrix())) {
            assertThatThrownBy(() -> network.evaluate(data, metric))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Dataset.ofOneHot")
                    .hasMessageContaining("MultiLabel");
        }
    }

    /** Few are of class 1; the accuracy stands still for epochs while the loss falls in every one. */
    @Test
    void aRareClassIsLearnedWithEarlyStopping() {
        Random random = new Random(3);
        float[][] x = new float[2000][2];
        int[] y = new int[2000];
        for (int i = 0; i < 2000; i++) {
            y[i] = random.nextDouble() < 0.05 ? 1 : 0;
            for (int j = 0; j < 2; j++) {
                x[i][j] = (float) (random.nextGaussian() * 0.35 + (y[i] == 1 ? 0.8 : -0.1));
            }
        }
        Split split = Dataset.of(x, y).split(0.8);
        double[] recall = new double[2];
        for (int stops = 0; stops < 2; stops++) {
            Network network = network(2, 2, new Softmax());
            Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.02))
                    .epochs(60)
                    .validation(split.second());
            History history = (stops == 1 ? trainer.listener(new EarlyStopping(5).restoringBest()) : trainer)
                    .train(split.first());
            recall[stops] =
                    network.evaluate(split.second(), new ConfusionMatrix()).recall(1);
            assertThat(history.epochs()).hasSize(60);
            assertThat(network.evaluate(split.second(), new RocAuc()).value()).isGreaterThan(0.95);
        }
        assertThat(recall[0]).isGreaterThan(0.5);
        assertThat(recall[1]).isEqualTo(recall[0]);
    }

    private static Dataset disk() {
        Random random = new Random(1);
        float[][] x = new float[400][2];
        int[] y = new int[400];
        for (int i = 0; i < 400; i++) {
            x[i] = new float[] {random.nextFloat() * 2 - 1, random.nextFloat() * 2 - 1};
            y[i] = Math.hypot(x[i][0], x[i][1]) < 0.8 ? 1 : 0;
        }
        return Dataset.of(x, y);
    }

    /** Whoever saves the network at the end, in a listener added before the early stopping, saves the best. */
    @Test
    void whatIsSavedAtTheEndIsTheBest() {
        Split split = disk().split(0.75);
        Network network = network(2, 2, new Softmax());
        List<Integer> saved = new ArrayList<>();
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.05))
                .epochs(12)
                .validation(split.second())
                .onEnd((training, end) -> saved.add(training.network()
                        .evaluate(split.second(), new Accuracy())
                        .correct()))
                .listener(new EarlyStopping(50).by(new Accuracy()).restoringBest())
                .train(split.first());
        int best = history.best(new Accuracy()).orElseThrow().correct();
        assertThat(saved).containsExactly(best);
        assertThat(network.evaluate(split.second(), new Accuracy()).correct()).isEqualTo(best);
        // Several epochs have as many right: of these, the one with the lowest loss.
        Epoch kept = history.epochs().get(history.restored().orElseThrow() - 1);
        assertThat(kept.validationLoss())
                .isEqualTo(history.epochs().stream()
                        .filter(epoch -> epoch.correct() == best)
                        .mapToDouble(Epoch::validationLoss)
                        .min()
                        .orElseThrow());
    }

    /** All epochs have every example right; the loss goes on falling, and tells them apart. */
    @Test
    void tiesOfTheMetricGoToTheLowerLoss() {
        float[][] x = new float[100][1];
        int[] y = new int[100];
        for (int i = 0; i < 100; i++) {
            y[i] = i % 2;
            x[i][0] = y[i] * 2 - 1;
        }
        Dataset easy = Dataset.of(x, y);
        Loss loss = new SoftmaxCrossEntropy();
        Network network = network(1, 2, new Softmax());
        History history = new Trainer(network, loss, new Adam(0.01))
                .epochs(50)
                .validation(easy)
                .listener(new EarlyStopping(50).by(new Accuracy()).restoringBest())
                .train(easy);
        Epoch last = history.last().orElseThrow();
        assertThat(history.best(new Accuracy()).orElseThrow().correct()).isEqualTo(last.correct());
        assertThat(history.restored()).contains(50);
        // By the loss, the default, nothing stops it.
        History byLoss = new Trainer(network(1, 2, new Softmax()), loss, new Adam(0.01))
                .epochs(50)
                .validation(easy)
                .listener(new EarlyStopping(5).restoringBest())
                .train(easy);
        assertThat(byLoss.stopReason()).isEmpty();
        assertThat(byLoss.last().orElseThrow().validationLoss()).isCloseTo(last.validationLoss(), within(1e-12));
    }
}
