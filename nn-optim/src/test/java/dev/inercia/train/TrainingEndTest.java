package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.NetworkBuilder;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Accuracy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.ExponentialMovingAverage;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a training ends, in order or not, and what listeners hear of it. */
class TrainingEndTest {

    private static final Dataset DATA = TrainerTest.clouds(100, 1);
    private static final Dataset VALIDATION = TrainerTest.clouds(50, 2);

    private final List<String> heard = new ArrayList<>();
    private final List<Training> trainings = new ArrayList<>();

    /** Notes what it hears, and fails where it is told to. */
    private final class Ear implements Listener {

        private final String name;
        private final String failsAt;

        Ear(String name, String failsAt) {
            this.name = name;
            this.failsAt = failsAt;
        }

        private void hear(String what) {
            heard.add(name + " " + what);
            if (what.equals(failsAt)) {
                throw new IllegalStateException(name + " fails at " + what);
            }
        }

        @Override
        public Listener bind(Training training) {
            hear("bind");
            return this;
        }

        @Override
        public void onStart(Training training) {
            trainings.add(training);
            hear("start");
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            hear("epoch " + epoch.number());
        }

        @Override
        public void onEnd(Training training, History history) {
            hear("end");
        }
    }

    private Trainer trainer(Listener... listeners) {
        return new Trainer(
                        TrainerTest.classifier(1),
                        new SoftmaxCrossEntropy(),
                        new ExponentialMovingAverage(new Adam(0.03), 0.8))
                .batchSize(10)
                .epochs(3)
                .validation(VALIDATION)
                .listeners(List.of(listeners));
    }

    @Test
    void everybodyHearsOfTheEndOnceWhenOneFails() {
        Trainer trainer = trainer(new Ear("a", ""), new Ear("b", "epoch 2"), new Ear("c", ""));
        History[] told = new History[1];
        assertThatThrownBy(() ->
                        trainer.onEnd((training, history) -> told[0] = history).train(DATA))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("b fails at epoch 2");
        assertThat(heard)
                .containsExactly(
                        "a bind",
                        "b bind",
                        "c bind",
                        "a start",
                        "b start",
                        "c start",
                        "a epoch 1",
                        "b epoch 1",
                        "c epoch 1",
                        "a epoch 2",
                        "b epoch 2",
                        "a end",
                        "b end",
                        "c end");
        assertThat(told[0].epochs()).hasSize(2);
        assertThat(told[0].stopReason()).contains("failed: java.lang.IllegalStateException: b fails at epoch 2");
        assertThat(trainings.get(0).history()).isEqualTo(told[0]);
        assertThat(trainings.get(0).epoch()).isEqualTo(2);
        assertThat(trainer.network().evaluate(VALIDATION, new Accuracy()).correct())
                .as("the averaged weights, which were measured")
                .isEqualTo(told[0].epochs().get(1).correct());
        assertThat(trainer.network().parameters().flat().toFloatVector())
                .containsExactly(trainings.get(0).network().parameters().flat().toFloatVector());
    }

    @Test
    void averagedWeightsAreInTheNetworkWhenAStepFails() {
        Trainer trainer = trainer(new Ear("a", ""));
        float[][] averaged = new float[1][];
        assertThatThrownBy(() -> trainer.onStep(training -> {
                            if (training.step() == 14) {
                                var target = trainer.network().parameters().copy();
                                trainer.optimizer().average(trainer.network().parameters(), training.state(), target);
                                averaged[0] = target.flat().toFloatVector();
                                trainer.network().parameters().get("1.weight").assign(Float.MAX_VALUE);
                            }
                        })
                        .train(DATA))
                .isInstanceOf(NonFiniteException.class);
        assertThat(heard).endsWith("a epoch 1", "a end");
        assertThat(trainer.network().parameters().flat().toFloatVector()).containsExactly(averaged[0]);
        assertThat(trainings.get(0).history().epochs()).hasSize(1);
    }

    @Test
    void whoNeverStartedHearsOfNoEnd() {
        assertThatThrownBy(() -> trainer(new Ear("a", ""), new Ear("b", "start"), new Ear("c", ""))
                        .train(DATA))
                .hasMessage("b fails at start");
        assertThat(heard).containsExactly("a bind", "b bind", "c bind", "a start", "b start", "a end");
        heard.clear();
        assertThatThrownBy(() -> trainer(new Ear("a", ""), new Ear("b", "bind")).train(DATA))
                .hasMessage("b fails at bind");
        assertThat(heard).containsExactly("a bind", "b bind");
    }

    @Test
    void anEndThatFailsKeepsNobodyFromHearingIt() {
        assertThatThrownBy(() -> trainer(new Ear("a", "end"), new Ear("b", "epoch 1"), new Ear("c", "end"))
                        .train(DATA))
                .hasMessage("b fails at epoch 1")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("a fails at end", "c fails at end"));
        assertThat(heard).endsWith("a end", "b end", "c end");
    }

    /** Saved by a listener that comes before the one that restores: what is saved is the best all the same. */
    @Test
    void theBestIsRestoredBeforeAnybodyHearsOfTheEnd() {
        for (boolean first : new boolean[] {true, false}) {
            int[] correct = new int[2];
            Listener saver = new Actions.OnEnd((training, history) -> {
                correct[0] =
                        training.network().evaluate(VALIDATION, new Accuracy()).correct();
                correct[1] = training.trainer()
                        .network()
                        .evaluate(VALIDATION, new Accuracy())
                        .correct();
            });
            Listener restorer = new EarlyStopping(50).restoringBest();
            Listener spoiler = new Actions.OnStep(training -> {
                if (training.epoch() == 3) {
                    training.trainer().network().parameters().flat().assign(1);
                }
            });
            History history = trainer(first ? saver : restorer, spoiler, first ? restorer : saver)
                    .train(DATA);
            Epoch best = history.best().orElseThrow();
            assertThat(best.correct())
                    .isGreaterThan(history.last().orElseThrow().correct());
            assertThat(correct).containsExactly(best.correct(), best.correct());
        }
    }

    @Test
    void theEpochAtTheEndIsTheLast() {
        int[] epoch = new int[2];
        trainer()
                .onEnd((training, history) -> epoch[0] = training.epoch())
                .onEpoch((training, result) -> assertThat(training.epoch()).isEqualTo(result.number()))
                .train(DATA);
        trainer()
                .onEnd((training, history) -> epoch[1] = training.epoch())
                .onEpoch((training, result) -> training.stop("enough"))
                .train(DATA);
        assertThat(epoch).containsExactly(3, 1);
    }

    @Test
    void lambdasHearOfStepsEpochsAndTheEnd() {
        int[] counts = new int[3];
        trainer()
                .onStep(training -> counts[0]++)
                .onEpoch((training, epoch) -> counts[1]++)
                .onEnd((training, history) -> counts[2]++)
                .train(DATA);
        assertThat(counts).containsExactly(30, 3, 1);
    }

    @Test
    void aListenerMustBindToSomething() {
        record Nobody() implements Listener {
            @Override
            public Listener bind(Training training) {
                return null;
            }
        }
        assertThatThrownBy(() -> trainer(new Nobody()).train(DATA))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("Nobody[] was bound to null");
    }

    /** Forty trainings at once, of networks of five depths, by trainers derived from one with the default listeners. */
    @Test
    void trainersDerivedFromOneTrainAtTheSameTime() {
        Dataset data = ListenerRow.data(1).first();
        Trainer base = new Trainer(deep(1), new SoftmaxCrossEntropy(), new Sgd(0))
                .epochs(4)
                .validation(data);
        List<Integer> warnings = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i ->
                        base.network(deep(1 + i % 5)).train(data).warnings().size())
                .toList();
        List<Integer> alone = IntStream.range(0, 40)
                .mapToObj(i ->
                        base.network(deep(1 + i % 5)).train(data).warnings().size())
                .toList();
        assertThat(warnings).isEqualTo(alone).doesNotContain(0);
    }

    private static Network deep(int hidden) {
        NetworkBuilder builder = Network.input(2);
        for (int i = 0; i < hidden; i++) {
            builder.layer(new Dense(8, new Tanh()));
        }
        return builder.layer(new Dense(2)).output(new Softmax()).build();
    }
}
