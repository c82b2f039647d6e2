package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.inercia.optim.Adam;
import dev.inercia.optim.Lookahead;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.schedule.StepDecay;
import dev.inercia.tune.Search;
import dev.inercia.tune.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whole trainings in which other libraries, or this one once, gave a wrong outcome. */
class ReportedCasesTest {

    private static Network network(int inputs, int hidden, int outputs, Activation activation) {
        return Network.input(inputs)
                .layer(new Dense(hidden, new Tanh()))
                .layer(new Dense(outputs))
                .output(activation)
                .seed(1)
                .build();
    }

    private interface Label {
        boolean of(float a, float b);
    }

    /** Points in a square of side 2 around 0. */
    private static Dataset points(int count, Label label) {
        Random random = new Random(1);
        float[][] x = new float[count][2];
        int[] y = new int[count];
        for (int i = 0; i < count; i++) {
            x[i] = new float[] {random.nextFloat() * 2 - 1, random.nextFloat() * 2 - 1};
            y[i] = label.of(x[i][0], x[i][1]) ? 1 : 0;
        }
        return Dataset.of(x, y);
    }

    /** One architecture for all candidates, early stopping once in the base, the default listeners beside it. */
    @Test
    void aSearchGivesTheSameOnAnyNumberOfThreads() {
        Split data = points(400, (a, b) -> a * b > 0).split(0.75);
        Trainer base = new Trainer(network(2, 16, 2, new Softmax()), new SoftmaxCrossEntropy(), new Adam(0.01))
                .epochs(40)
                .listener(new EarlyStopping(4));
        List<String> found = new ArrayList<>();
        for (int threads : new int[] {1, 2, 1, 2}) {
            SearchResult<Integer> result = new Search<Integer>(batch ->
                            base.network(network(2, 16, 2, new Softmax())).batchSize(batch))
                    .threads(threads)
                    .run(List.of(4, 8, 16, 32, 64), data.first(), data.second());
            StringBuilder text = new StringBuilder();
            result.trials()
                    .forEach(trial -> text.append(trial.candidate())
                            .append(trial.failure())
                            .append(trial.history().epochs().size())
                            .append(trial.best())
                            .append(trial.history().warnings())
                            .append('\n'));
            found.add(text.toString());
        }
        assertThat(found.get(0)).contains("Epoch").doesNotContain("Exception");
        assertThat(found).containsOnly(found.get(0));
    }

    /** 40 steps of a lookahead of 50: they were all lost. */
    @Test
    void lookaheadKeepsWhatTheLastStepsLearned() {
        Dataset data = points(64, (a, b) -> a > 0);
        Network network = network(2, 8, 2, new Softmax());
        INDArray before = network.parameters().flat().dup();
        Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Lookahead(new Adam(0.1), 50, 0.5))
                .epochs(20)
                .batchSize(32)
                .validation(data);
        History history = trainer.train(data);
        Epoch last = history.last().orElseThrow();
        assertThat(network.parameters().flat().toFloatVector()).isNotEqualTo(before.toFloatVector());
        assertThat(last.validationLoss())
                .isLessThan(0.5 * history.epochs().get(0).validationLoss());
        assertThat(network.evaluate(data, new Accuracy()).correct())
                .isEqualTo(last.correct())
                .isGreaterThan(56);
        History second = trainer.train(data);
        assertThat(second.epochs().get(0).loss())
                .as("a second training begins where the first ended")
                .isLessThan(0.5 * history.epochs().get(0).loss());
        assertThat(second.last().orElseThrow().validationLoss()).isLessThan(last.validationLoss());
    }

    /** At 10 steps an epoch the rate falls tenfold at every step. */
    @Test
    void aRateFallsAtEveryTenthOfAnEpoch() {
        Dataset data = Dataset.of(new float[10][2], new int[] {0, 1, 0, 1, 0, 1, 0, 1, 0, 1});
        List<Double> rates = new ArrayList<>();
        new Trainer(network(2, 2, 2, new Softmax()), new SoftmaxCrossEntropy(), new Sgd(1))
                .batchSize(1)
                .epochs(3)
                .schedule(new StepDecay(0.1))
                .onStep(training -> rates.add(training.learningRate()))
                .train(data);
        assertThat(rates)
                .isEqualTo(
                        IntStream.range(0, 30).mapToObj(i -> Math.pow(0.1, i)).toList());
    }

    private static String measured(Case problem, Dataset validation) {
        Network network = network(problem.features, 8, problem.outputs, problem.activation);
        History history = new Trainer(network, problem.loss, new Adam(0.05))
                .epochs(3)
                .validation(validation)
                .train(problem.data);
        return history.last().orElseThrow().measures().stream()
                        .map(Measure::name)
                        .toList() + " " + history.last().orElseThrow().total();
    }

    private record Case(Dataset data, int features, int outputs, Activation activation, Loss loss) {}

    /** The first 600 rows have one label each, the others any number: they are several labels in any order. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsMeasuredDoesNotDependOnTheOrderOfRows(boolean firstAreOneHot) {
        Random random = new Random(1);
        float[][] x = new float[1000][3];
        float[][] y = new float[1000][3];
        for (int i = 0; i < 1000; i++) {
            for (int j = 0; j < 3; j++) {
                boolean isOneHot = i < 600 == firstAreOneHot;
                y[i][j] = isOneHot ? (i % 3 == j ? 1 : 0) : random.nextInt(2);
                x[i][j] = y[i][j] + (float) random.nextGaussian() * 0.1f;
            }
        }
        Dataset data = Dataset.of(x, y);
        Dataset reversed =
                data.subset(IntStream.range(0, 1000).map(i -> 999 - i).toArray());
        Case labels = new Case(data, 3, 3, new Sigmoid(), new SigmoidBinaryCrossEntropy());
        String expected = measured(labels, data);
        assertThat(expected).contains("label accuracy");
        assertThat(measured(labels, reversed)).isEqualTo(expected);
        assertThat(measured(labels, data.shuffled(1))).isEqualTo(expected);
        Case values = new Case(data, 3, 3, new Identity(), new MeanSquaredError());
        assertThat(measured(values, data)).contains("R2").isEqualTo(measured(values, reversed));
    }

    /** All twelve labels right are no three of four examples. */
    @Test
    void severalLabelsAreMeasuredAsSuch() {
        float[][] x = {{1, 0}, {0, 1}, {1, 1}, {0, 0}};
        float[][] y = {{1, 0, 1}, {0, 1, 1}, {1, 1, 1}, {0, 0, 0}};
        Dataset data = Dataset.of(x, y);
        Network network = network(2, 8, 3, new Sigmoid());
        new Trainer(network, new SigmoidBinaryCrossEntropy(), new Adam(0.05))
                .epochs(300)
                .train(data);
        assertThat(network.evaluate(data, new ExactMatch()).value()).isEqualTo(1);
        assertThat(network.evaluate(data, new MultiLabelF1(Average.MACRO)).value())
                .isEqualTo(1);
        for (Metric metric : List.of(new Accuracy(), new ConfusionMatrix())) {
            assertThatThrownBy(() -> network.evaluate(data, metric))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ofOneHot");
        }
    }

    /** Labels of -1 and 1 in a cross-entropy of 0 and 1. */
    @Test
    void labelsOfMinusOneAreRefused() {
        float[][] x = new float[400][2];
        float[][] y = new float[400][1];
        for (int i = 0; i < 400; i++) {
            y[i][0] = i % 2 == 0 ? 1 : -1;
        }
        Trainer trainer = new Trainer(network(2, 8, 1, new Sigmoid()), new SigmoidBinaryCrossEntropy(), new Adam(0.01));
        assertThatThrownBy(() -> trainer.train(Dataset.of(x, y)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs targets from 0 (no) to 1 (yes), but got -1.0");
    }

    /** Whoever saves the network at the end saves the best, also a listener that was there before. */
    @Test
    void theBestIsRestoredBeforeItIsSaved() {
        Split data = points(400, (a, b) -> Math.hypot(a, b) < 0.8).split(0.75);
        Network network = network(2, 8, 2, new Softmax());
        List<Double> saved = new ArrayList<>();
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.3))
                .epochs(12)
                .validation(data.second())
                .onEnd((training, all) -> saved.add((double) training.network()
                        .evaluate(data.second(), new Accuracy())
                        .correct()))
                .listener(new EarlyStopping(50).restoringBest())
                .train(data.first());
        Epoch best = history.best().orElseThrow();
        assertThat(best.number()).as("not the last, or nothing is shown").isLessThan(12);
        assertThat(saved).containsExactly((double) best.correct());
        assertThat(network.evaluate(data.second(), new Accuracy()).correct()).isEqualTo(best.correct());
    }
}
