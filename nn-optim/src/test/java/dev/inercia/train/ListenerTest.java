package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.loss.Quadratic;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.optim.Sgd;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
        String expected = "the output of layer 1 (Dense) is not finite in step 14. Training stopped; parameters"
                + " and optimizer state are as before that step. Likely cause: the learning rate is too high; try a"
                + " tenth of it";
        String reason = "a number was not finite in step 14, see the warning";
        assertThat(history.stopReason()).contains(reason);
        assertThat(history.toString()).endsWith("\nWarning: Epoch 2: " + expected + "\nStopped: " + reason);
        assertThat(history.warnings()).containsExactly(new Warning(2, 13, expected));
        assertThat(history.epochs()).hasSize(1);
        assertThat(network.parameters().flat().toFloatVector()).containsExactly(recorder.parameters);
        assertThat(seen[0].state().get("velocity").toFloatVector()).containsExactly(recorder.velocity);
        assertThat(seen[0].state().step()).isEqualTo(recorder.steps).isEqualTo(13);
    }

    /** A layer that keeps the last batch's first row without training it. */
    private record Keeper() implements Layer {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public List<Parameter> parameters(Shape input) {
            return List.of(new Parameter("last", input, 'c', Role.BUFFER, new Fans(1, 1), new Zeros()));
        }

        @Override
        public Bound bind(Binding binding) {
            INDArray last = binding.training() ? binding.nextBuffer("last") : null;
            return new Bound() {
                @Override
                public INDArray forward(INDArray x) {
                    if (last != null) {
                        last.assign(x.getRow(0));
                    }
                    return x;
                }

                @Override
                public INDArray backward(INDArray dy) {
                    return dy;
                }
            };
        }
    }

    @Test
    void aRefusedStepLeavesWhatLayersKeepAsItWas() {
        Network network = Network.input(4)
                .layer(new Dense(3))
                .layer(new Keeper())
                .output(new Softmax())
                .build();
        float[][] kept = new float[1][];
        Listener breakIt = new Listener() {
            @Override
            public void onStep(Training training) {
                if (training.step() == 2) {
                    kept[0] = network.parameters().buffers().toFloatVector();
                    network.parameters().get("0.weight").assign(Float.MAX_VALUE);
                }
            }
        };
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.1))
                .batchSize(10)
                .listener(breakIt)
                .train(TrainerTest.clouds(100, 1));
        assertThat(history.stopReason()).isPresent();
        assertThat(kept[0]).isNotEqualTo(new float[3]);
        assertThat(network.parameters().buffers().toFloatVector()).containsExactly(kept[0]);
    }

    @Test
    void withoutThatListenerTheProblemIsThrown() {
        Trainer trainer = new Trainer(TrainerTest.classifier(1), new SoftmaxCrossEntropy(), new Momentum(0.1))
                .batchSize(10)
                .listeners(List.of(new Recorder()));
        assertThatThrownBy(() -> trainer.train(TrainerTest.clouds(200, 1)))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("The loss is NaN: step 14 was not taken");
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
                .epochs(6)
                .listener(freeze)
                .validation(TrainerTest.clouds(99, 2))
                .train(TrainerTest.clouds(99, 1));
        assertThat(history.epochs())
                .hasSize(6)
                .allSatisfy(epoch -> assertThat(epoch.correct()).isEqualTo(33));
        assertThat(history.warnings().stream()
                        .filter(warning -> warning.message().contains("predictions")))
                .containsExactly(new Warning(
                        5,
                        20,
                        "all 99 predictions are class 2. Likely cause: the learning rate is too high and units are"
                                + " saturated; try a tenth of it"));
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
                        "Features are as large as 255.0, far outside [-1, 1]: units will saturate. Likely cause: features"
                                + " that were never scaled; divide pixels by 255"));
    }

    /** A listener may handle a number that is not finite by going on: the batch is left out, nothing else. */
    @Test
    void aRefusedStepCanBeSkipped() {
        Network network = TrainerTest.classifier(1);
        Listener breakOnce = new Listener() {
            private float[] weights;

            @Override
            public void onStep(Training training) {
                if (training.step() == 3) {
                    weights =
                            network.parameters().get("1.weight").dup('c').data().asFloat();
                    network.parameters().get("1.weight").assign(Float.MAX_VALUE);
                }
            }

            @Override
            public boolean onNonFinite(Training training, NonFiniteException problem) {
                network.parameters()
                        .get("1.weight")
                        .assign(Nd4j.createFromArray(weights).reshape(8, 3));
                return true;
            }
        };
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01))
                .batchSize(10)
                .epochs(3)
                .listeners(List.of(breakOnce))
                .train(TrainerTest.clouds(100, 1));
        assertThat(history.epochs())
                .hasSize(3)
                .allSatisfy(epoch -> assertThat(epoch.loss()).isFinite());
        assertThat(history.stopReason()).isEmpty();
    }

    /** Declared one-hot targets are classes: the report's own network, with data given as floats. */
    @Test
    void oneHotTargetsAreClassified() {
        float[][] x = {{0, 1}, {1, 0}, {0, 0.9f}, {1, 0.1f}};
        float[][] y = {{0, 1}, {1, 0}, {0, 1}, {1, 0}};
        Dataset data = Dataset.ofOneHot(x, y);
        Network network = Network.input(2)
                .layer(new Dense(2))
                .output(new Sigmoid())
                .seed(1)
                .build();
        History history = new Trainer(network, new Quadratic(), new Sgd(3))
                .batchSize(4)
                .epochs(50)
                .validation(data)
                .train(data);
        assertThat(history.last().orElseThrow()).asString().startsWith("Epoch 50: 4 / 4, loss ");
    }

    /** The last batch of an epoch, refused: the epoch was not completed, so there is none. */
    @Test
    void anEpochThatWasStoppedInItsLastBatchIsNone() {
        Network network = TrainerTest.classifier(1);
        network.parameters().flat().assign(Float.MAX_VALUE);
        History history = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.1))
                .validation(TrainerTest.clouds(9, 2))
                .train(TrainerTest.clouds(9, 1));
        assertThat(history.epochs()).isEmpty();
        assertThat(history.best()).isEmpty();
        assertThat(history.stopReason()).contains("a number was not finite in step 1, see the warning");
    }
}
