package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.Quadratic;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.optim.Sgd;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerTest {

    /** Notes parameters and state before each step, so that a test can compare what a refused step left. */
    private static final class Recorder implements Listener {

        private float[] parameters;
        private float[] velocity;
        private long steps;

        @Override
        public void onStep(Training training) {
            parameters = training.trainer().network().parameters().flat().toFloatVector();
            velocity = training.state().get("velocity").toFloatVector();
            steps = training.state().step();
            if (training.step() == 13) {
                // A parameter at the edge of what a float holds: the next forward pass overflows.
                training.trainer().network().parameters().get("1.weight").assign(Float.MAX_VALUE);
                parameters = training.trainer().network().parameters().flat().toFloatVector();
            }
        }
    }

    @Test
    void stopsAtTheFirstNumberThatIsNotFinite() {
        Network network = TrainerTest.classifier(1);
        Recorder recorder = new Recorder();
        Training[] seen = new Training[1];
        Listener capture = new Listener() {
            @Override
            public void onStart(Training training) {
                seen[0] = training;
            }
        };
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Momentum(0.1))
                .batchSize(10)
                .epochs(5)
                .listener(recorder)
                .listener(capture)
                .train(TrainerTest.clouds(100, 1));
        String expected =
                "Step 14 in epoch 2: the output of layer 1 (Dense) is not finite. Training stopped; parameters"
                        + " and optimizer state are as before that step. Likely cause: the learning rate is too high, or the"
                        + " examples are far from [-1, 1]";
        assertThat(history.stopReason()).contains(expected);
        assertThat(history.warnings()).containsExactly(new Warning(2, 13, expected));
        assertThat(history.epochs()).hasSize(1);
        assertThat(network.parameters().flat().toFloatVector()).containsExactly(recorder.parameters);
        assertThat(seen[0].state().get("velocity").toFloatVector()).containsExactly(recorder.velocity);
        assertThat(seen[0].state().step()).isEqualTo(recorder.steps).isEqualTo(13);
    }

    @Test
    void withoutThatListenerTheProblemIsThrown() {
        Trainer trainer = new Trainer(TrainerTest.classifier(1), new SoftmaxCrossEntropy(), new Momentum(0.1))
                .batchSize(10)
                .listeners(List.of(new Recorder()));
        assertThatThrownBy(() -> trainer.train(TrainerTest.clouds(200, 1)))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("The loss is NaN");
    }

    @Test
    void warnsOnceWhenAllPredictionsAreOneClass() {
        Network network = Network.input(4)
                .layer(new Dense(8, new Sigmoid()))
                .layer(new Dense(3))
                .output(new Softmax())
                .seed(1)
                .build();
        Listener freeze = new Listener() {
            @Override
            public void onStep(Training training) {
                network.parameters().get("1.weight").assign(0);
                network.parameters().get("1.bias").assign(0);
                network.parameters().get("1.bias").putScalar(2, 5);
            }
        };
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.001))
                .epochs(3)
                .listener(freeze)
                .validation(TrainerTest.clouds(99, 2))
                .train(TrainerTest.clouds(99, 1));
        assertThat(history.epochs())
                .hasSize(3)
                .allSatisfy(epoch -> assertThat(epoch.correct()).isEqualTo(33));
        assertThat(history.warnings())
                .containsExactly(new Warning(
                        1,
                        4,
                        "Epoch 1: all 99 predictions are class 2. Likely cause: units are saturated because the learning"
                                + " rate is too high; try a tenth of it"));
    }

    @Test
    void warnsWhenFeaturesAreFarOutside() {
        Dataset pixels = Dataset.of(new float[][] {{0, 255}, {12, 1}, {3, 4}}, new int[] {0, 1, 0});
        Network network =
                Network.input(2).layer(new Dense(2)).output(new Softmax()).build();
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(1e-6))
                .epochs(1)
                .train(pixels);
        assertThat(history.warnings())
                .containsExactly(new Warning(
                        0,
                        0,
                        "Features are as large as 255.0, far outside [-1, 1]: units will saturate. Scale them first; pixels"
                                + " by 1/255"));
    }

    @Test
    void earlyStoppingWaitsForItsPatience() {
        Network network = TrainerTest.classifier(1);
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0))
                .epochs(50)
                .validation(TrainerTest.clouds(50, 2))
                .listener(new EarlyStopping(3))
                .train(TrainerTest.clouds(50, 1));
        assertThat(history.epochs()).hasSize(4);
        assertThat(history.stopReason()).contains("no improvement on the validation data since epoch 1");
    }

    @Test
    void earlyStoppingByLossWhereNothingIsClassified() {
        Dataset line = Dataset.of(new float[][] {{0}, {1}}, new float[][] {{0}, {1}});
        Network network = Network.input(1).layer(new Dense(1)).seed(1).build();
        History history = new Trainer(network, new Quadratic(), new Sgd(0))
                .epochs(50)
                .validation(line)
                .listener(new EarlyStopping(2))
                .train(line);
        assertThat(history.epochs()).hasSize(3);
    }

    @Test
    void earlyStoppingNeedsValidationDataAndPatience() {
        Trainer trainer = new Trainer(TrainerTest.classifier(1), new SoftmaxCrossEntropy(), new Sgd(0.1))
                .listener(new EarlyStopping(3));
        assertThatThrownBy(() -> trainer.train(TrainerTest.clouds(50, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("EarlyStopping needs validation data: give the trainer some with .validation(...)");
        assertThatThrownBy(() -> new EarlyStopping(0))
                .hasMessage("EarlyStopping: patience must be at least 1, but is 0");
    }

    @Test
    void aListenerBeginsAnewWithEveryTraining() {
        Trainer trainer = new Trainer(TrainerTest.classifier(1), new SoftmaxCrossEntropy(), new Sgd(0))
                .epochs(50)
                .validation(TrainerTest.clouds(50, 2))
                .listener(new EarlyStopping(3));
        assertThat(trainer.train(TrainerTest.clouds(50, 1)).epochs()).hasSize(4);
        assertThat(trainer.train(TrainerTest.clouds(50, 1)).epochs()).hasSize(4);
    }
}
