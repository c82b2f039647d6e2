package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.data.Split;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.nn.metric.LogLoss;
import dev.inercia.nn.metric.Rmse;
import dev.inercia.nn.metric.RocAuc;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Sgd;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Early stopping and restoring, on made-up epochs and in trainings. */
class EarlyStoppingTest {

    private static final double NAN = Double.NaN;

    /** How many epochs there were, and the one whose parameters the network has. */
    private record Outcome(int epochs, int kept) {}

    /** A training of so many epochs that a listener is told made-up results of; after each all parameters are its number. */
    private static Outcome run(Listener listener, List<Epoch> madeUp) {
        Network network = TrainerTest.classifier(1);
        Listener teller = new Listener() {

            private Listener bound;

            @Override
            public Listener bind(Training training) {
                bound = listener.bind(training);
                return this;
            }

            @Override
            public void onEpoch(Training training, Epoch epoch) {
                network.parameters().flat().assign(epoch.number());
                bound.onEpoch(training, madeUp.get(epoch.number() - 1));
            }

            @Override
            public void beforeEnd(Training training) {
                bound.beforeEnd(training);
            }
        };
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0))
                .batchSize(30)
                .epochs(madeUp.size())
                .validation(TrainerTest.clouds(9, 2))
                .metrics(new RocAuc())
                .listeners(List.of(teller))
                .train(TrainerTest.clouds(30, 1));
        int kept = Math.round(network.parameters().flat().getFloat(0));
        assertThat(history.restored().orElse(history.epochs().size())).isEqualTo(kept);
        return new Outcome(history.epochs().size(), kept);
    }

    private static Outcome losses(Listener listener, double... losses) {
        List<Epoch> epochs = DoubleStream.of(losses)
                .mapToObj(loss -> new Epoch(1, 9, loss, 0, 0, 1, 1))
                .toList();
        return run(listener, numbered(epochs));
    }

    private static List<Epoch> numbered(List<Epoch> epochs) {
        return java.util.stream.IntStream.range(0, epochs.size())
                .mapToObj(i -> new Epoch(
                        i + 1,
                        9,
                        epochs.get(i).validationLoss(),
                        0,
                        0,
                        epochs.get(i).measures(),
                        NAN,
                        1,
                        1))
                .toList();
    }

    /** ROC AUC and validation loss of each epoch, in pairs. */
    private static Outcome aucs(Listener listener, double... aucAndLoss) {
        List<Epoch> epochs = java.util.stream.IntStream.range(0, aucAndLoss.length / 2)
                .mapToObj(i -> new Epoch(
                        1,
                        9,
                        aucAndLoss[2 * i + 1],
                        0,
                        0,
                        List.of(new Measure("ROC AUC", true, NAN, aucAndLoss[2 * i])),
                        NAN,
                        1,
                        1))
                .toList();
        return run(listener, numbered(epochs));
    }

    private static EarlyStopping restoring(int patience) {
        return new EarlyStopping(patience).restoringBest();
    }

    @Test
    void stopsAfterSoManyEpochsWithoutImprovement() {
        assertThat(losses(restoring(2), 3, 2, 2.5, 2.4, 1)).isEqualTo(new Outcome(4, 2));
        assertThat(losses(new EarlyStopping(2), 3, 2, 2.5, 2.4, 1)).isEqualTo(new Outcome(4, 4));
    }

    @Test
    void anImprovementBeginsThePatienceAnew() {
        assertThat(losses(restoring(2), 1, 2, 0.9, 2, 0.8, 2, 0.7)).isEqualTo(new Outcome(7, 7));
    }

    @Test
    void equalIsNoImprovement() {
        assertThat(losses(restoring(3), 1, 1, 1, 1, 1, 1)).isEqualTo(new Outcome(4, 1));
    }

    @Test
    void whatIsNotANumberIsNeverTheBest() {
        assertThat(losses(restoring(5), NAN, 0.5, NAN, 0.4, NAN)).isEqualTo(new Outcome(5, 4));
        assertThat(losses(restoring(3), NAN, NAN, NAN, NAN)).isEqualTo(new Outcome(3, 3));
        assertThat(aucs(restoring(9).by(new RocAuc()), NAN, 1, 0.6, 1, NAN, 0.1))
                .isEqualTo(new Outcome(3, 2));
    }

    /** An area, not a loss: up is better. */
    @Test
    void theMetricSaysWhichWayIsBetter() {
        assertThat(aucs(restoring(2).by(new RocAuc()), 0.6, 1, 0.7, 2, 0.8, 3, 0.9, 4))
                .isEqualTo(new Outcome(4, 4));
        assertThat(Criterion.of(new RocAuc())).isEqualTo(new Criterion("ROC AUC", true, false));
        assertThat(Criterion.of(new Rmse()).higherIsBetter()).isFalse();
        assertThat(Criterion.of(new LogLoss()).higherIsBetter()).isFalse();
    }

    /** The second of two equal epochs has a lower loss: it is the one to keep, but no reason to go on. */
    @Test
    void tiesGoToTheLowerLoss() {
        assertThat(aucs(restoring(2).by(new RocAuc()), 0.9, 0.5, 0.9, 0.4, 0.9, 0.3, 1, 0.1))
                .isEqualTo(new Outcome(3, 3));
        assertThat(aucs(restoring(3).by(new RocAuc()), 0.9, 0.5, 0.9, 0.6, 0.8, 0.1, 0.9, NAN))
                .isEqualTo(new Outcome(4, 1));
    }

    @Test
    void smallImprovementsDoNotCount() {
        assertThat(losses(restoring(2).minimumChange(0.1), 1, 0.95, 0.91, 0.5)).isEqualTo(new Outcome(3, 3));
        assertThat(losses(restoring(2).minimumChange(0.0625), 1, 0.9375, 0.90625, 0.5))
                .as("0.09375 below the last that counted, not below the one before")
                .isEqualTo(new Outcome(4, 4));
    }

    @Test
    void earlierEpochsAreNotLookedAt() {
        assertThat(losses(restoring(1).from(3), 0.1, 0.2, 1, 0.9, 0.95, 0.1)).isEqualTo(new Outcome(5, 4));
        assertThat(losses(restoring(1).from(9), 0.1, 0.2, 1)).isEqualTo(new Outcome(3, 3));
    }

    @Test
    void restoresWithoutStopping() {
        assertThat(losses(new RestoreBest(), 3, 1, 2, 4, NAN)).isEqualTo(new Outcome(5, 2));
        assertThat(losses(new RestoreBest(), NAN, NAN)).isEqualTo(new Outcome(2, 2));
        assertThat(aucs(new RestoreBest().by(new RocAuc()), 0.5, 1, 0.9, 3, 0.8, 2))
                .isEqualTo(new Outcome(3, 2));
    }

    /** At a rate of 0 the loss stays, but for the order in which a shuffled epoch adds it up. */
    @Test
    void theLossOfTheTrainingDataCanBeWatched() {
        History history = new Trainer(TrainerTest.classifier(1), new SoftmaxCrossEntropy(), new Sgd(0))
                .epochs(9)
                .listener(new EarlyStopping(3).by(Criterion.LOSS.ofTraining()).minimumChange(1e-6))
                .train(TrainerTest.clouds(32, 1));
        assertThat(history.stopReason()).contains("no improvement of the training loss since epoch 1");
    }

    static Stream<Arguments> refused() {
        Trainer trainer = new Trainer(TrainerTest.classifier(1), new SoftmaxCrossEntropy(), new Sgd(0.1));
        Dataset data = TrainerTest.clouds(30, 1);
        return Stream.of(
                of(
                        () -> trainer.listener(new EarlyStopping(3)).train(data),
                        "EarlyStopping needs validation data: give the trainer some with .validation(...)"),
                of(
                        () -> trainer.listener(new RestoreBest()).train(data),
                        "RestoreBest needs validation data: give the trainer some with .validation(...)"),
                of(
                        () -> trainer.validation(data)
                                .listener(new EarlyStopping(3).by(new RocAuc()))
                                .train(data),
                        "EarlyStopping watches ROC AUC, but this training measures only loss, accuracy: add it to the"
                                + " trainer with .metrics(...)"),
                of(
                        () -> trainer.listener(new ReduceOnPlateau(3)
                                        .by(Criterion.of(new LogLoss()).ofTraining()))
                                .train(data),
                        "ReduceOnPlateau watches log loss, but this training measures only loss: add it to the trainer"
                                + " with .metrics(...)"),
                of(() -> new EarlyStopping(0), "EarlyStopping: patience must be at least 1, but is 0"),
                of(
                        () -> new EarlyStopping(1).minimumChange(-0.1),
                        "EarlyStopping: minimumChange must be finite and at least 0, but is -0.1"),
                of(() -> new EarlyStopping(1).from(0), "EarlyStopping: firstEpoch must be at least 1, but is 0"));
    }

    private static Arguments of(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }

    @ParameterizedTest
    @MethodSource
    void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void beginsAnewWithEveryTraining() {
        Trainer trainer = new Trainer(TrainerTest.classifier(1), new SoftmaxCrossEntropy(), new Sgd(0))
                .epochs(50)
                .validation(TrainerTest.clouds(50, 2))
                .listener(new EarlyStopping(3));
        for (int training = 0; training < 2; training++) {
            History history = trainer.train(TrainerTest.clouds(50, 1));
            assertThat(history.epochs()).hasSize(4);
            assertThat(history.stopReason()).contains("no improvement of the validation loss since epoch 1");
        }
    }

    private static Network network() {
        return Network.input(2)
                .layer(new Dense(8, new Tanh()))
                .layer(new Dense(2))
                .output(new Softmax())
                .seed(1)
                .build();
    }

    /** 5 % of the examples are of class 1, which are predicted late; until then accuracy stands still, but the loss falls. */
    @Test
    void aRareClassIsNotGivenUp() {
        Random random = new Random(3);
        float[][] x = new float[2000][2];
        int[] y = new int[2000];
        for (int i = 0; i < 2000; i++) {
            y[i] = random.nextDouble() < 0.05 ? 1 : 0;
            for (int j = 0; j < 2; j++) {
                x[i][j] = (float) (random.nextGaussian() * 0.35 + (y[i] == 1 ? 0.8 : -0.1));
            }
        }
        Split data = Dataset.of(x, y).split(0.8);
        Network stopped = network();
        Network whole = network();
        Trainer trainer = new Trainer(stopped, new SoftmaxCrossEntropy(), new Sgd(0.02))
                .epochs(60)
                .validation(data.second());
        trainer.listener(new EarlyStopping(5).restoringBest()).train(data.first());
        trainer.network(whole).train(data.first());
        double recall = whole.evaluate(data.second(), new ConfusionMatrix()).recall(1);
        assertThat(recall).isGreaterThan(0.3);
        assertThat(stopped.evaluate(data.second(), new ConfusionMatrix()).recall(1))
                .isEqualTo(recall);
    }

    /** All are classified correctly early on, but the loss falls for long: it trains on, and keeps the surest. */
    @Test
    void whatIsAllCorrectGetsSurerStill() {
        float[][] x = new float[100][1];
        int[] y = new int[100];
        for (int i = 0; i < 100; i++) {
            y[i] = i % 2;
            x[i][0] = y[i] * 2 - 1;
        }
        Dataset easy = Dataset.of(x, y);
        Network network = Network.input(1)
                .layer(new Dense(8, new Tanh()))
                .layer(new Dense(2))
                .output(new Softmax())
                .seed(1)
                .build();
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01))
                .epochs(50)
                .validation(easy)
                .listener(restoring(5))
                .train(easy);
        assertThat(history.epochs()).hasSize(50);
        assertThat(history.best(new Accuracy()).orElseThrow().number()).isLessThan(10);
        assertThat(history.best()).isEqualTo(history.last());
        assertThat(history.restored()).contains(50);
    }
}
