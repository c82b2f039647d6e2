package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Network;
import dev.inercia.nn.NetworkBuilder;
import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.init.Constant;
import dev.inercia.nn.init.He;
import dev.inercia.nn.init.ScaledNormal;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.Quadratic;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Adam;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.NonFiniteException;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.Sgd;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The diagnosis that is on by default: each warns of what it is for, once, and none of a training that goes well. */
class DiagnosisTest {

    private static final int CLASSES = 5;

    /** Clouds around five centres in eight dimensions. */
    private static Dataset clouds(int count, long seed) {
        Random random = new Random(seed);
        float[][] x = new float[count][8];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(CLASSES);
            for (int j = 0; j < 8; j++) {
                x[i][j] = (float) (Math.sin(3 * labels[i] + 5 * j) + 0.2 * random.nextGaussian());
            }
        }
        return Dataset.of(x, labels);
    }

    private static Network network(Dense hidden) {
        return Network.input(8)
                .layer(hidden)
                .layer(new Dense(CLASSES))
                .output(new Softmax())
                .seed(1)
                .build();
    }

    private static Trainer trainer(Network network, Optimizer optimizer) {
        return new Trainer(network, new SoftmaxCrossEntropy(), optimizer)
                .batchSize(10)
                .epochs(6)
                .validation(clouds(100, 2));
    }

    private static List<String> warnings(Trainer trainer) {
        return trainer.train(clouds(500, 1)).warnings().stream()
                .map(Warning::message)
                .toList();
    }

    @Test
    void saturatedUnitsAreNamedOnce() {
        Network network = network(new Dense(16, new Tanh()).weights(new ScaledNormal()));
        network.parameters().get("0.weight").muli(1000);
        assertThat(warnings(trainer(network, new Sgd(0.01)).listeners(List.of(new StuckUnitsWarning()))))
                .singleElement()
                .asString()
                .matches("(9|1\\d) of 16 units of layer 0 \\(Dense\\) are stuck: the slope of their Tanh is next to"
                        + " 0 for all of 200 training examples\\. Likely cause: the learning rate or the first weights are"
                        + " too large; try a tenth of the rate, or weights scaled by 1/sqrt\\(inputs\\)");
    }

    @Test
    void deadRectifiersAreNamedOnce() {
        Network network = network(new Dense(16, new Relu()).biases(new Constant(-100)));
        assertThat(warnings(trainer(network, new Sgd(0.01)).listeners(List.of(new StuckUnitsWarning()))))
                .singleElement()
                .asString()
                .startsWith("16 of 16 units of layer 0 (Dense) are stuck: the slope of their Relu is next to 0");
    }

    @Test
    void vanishingGradientsAreNamedOnce() {
        NetworkBuilder deep = Network.input(8);
        for (int i = 0; i < 10; i++) {
            deep.layer(new Dense(8, new Sigmoid()));
        }
        Network network =
                deep.layer(new Dense(CLASSES)).output(new Softmax()).seed(1).build();
        assertThat(warnings(trainer(network, new Sgd(0.1)).listeners(List.of(new GradientSizeWarning()))))
                .singleElement()
                .asString()
                .isEqualTo("the gradient of 0.weight of layer 0 (Dense) has vanished: less than 1e-05 of the"
                        + " topmost layer's. Likely cause: many layers of saturating units, or units below that are stuck;"
                        + " try ReLU, another start, or fewer layers");
    }

    @Test
    void explodingGradientsAreNamedOnce() {
        Dataset line = Dataset.of(new float[][] {{1}, {-1}, {0.5f}}, new float[][] {{1}, {-1}, {0.5f}});
        Network network = Network.input(1).layer(new Dense(1)).seed(1).build();
        History history = new Trainer(network, new MeanSquaredError(), new Sgd(1.6))
                .batchSize(3)
                .epochs(60)
                .listeners(List.of(new GradientSizeWarning()))
                .train(line);
        assertThat(history.warnings())
                .singleElement()
                .extracting(Warning::message)
                .asString()
                .matches("the gradient of 0\\.weight of layer 0 \\(Dense\\) explodes: its root mean square is"
                        + " \\S+, 1\\d\\d\\d times that of the first steps\\. Likely cause: the learning rate is too high; try"
                        + " a tenth of it, or clip the gradients' norm");
    }

    @Test
    void aLossThatDoesNotMoveIsNamedOnce() {
        Network network = network(new Dense(16, new Tanh()));
        List.of("1.weight", "1.bias")
                .forEach(name -> network.parameters().get(name).assign(0));
        assertThat(warnings(trainer(network, new Sgd(0)).listeners(List.of(new StalledLossWarning()))))
                .singleElement()
                .asString()
                .isEqualTo("the loss does not move: 1.60944, after 1.60944 in the epoch before, and 1.60944 at"
                        + " first; guessing has 1.60675. Likely cause: the learning rate is far too small; try a hundred"
                        + " times as much, or the learning-rate finder");
    }

    @Test
    void aFrozenLayerIsNoVanishedGradient() {
        Network network = network(new Dense(16, new Tanh()));
        assertThat(warnings(trainer(network, new Sgd(0.1))
                        .parameterGroups(ParameterGroups.defaults().frozen("0.*"))))
                .isEmpty();
    }

    static Stream<Arguments> trainingsThatGoWell() {
        List<Optimizer> optimizers =
                List.of(new Sgd(0.1), new Momentum(0.02), new RmsProp(0.003), new Adam(0.003), new Adam(0.03));
        return Stream.of(new Sigmoid(), new Tanh(), new Relu())
                .flatMap(activation -> optimizers.stream()
                        .flatMap(optimizer -> Stream.of(new SoftmaxCrossEntropy(), new Quadratic())
                                .map(loss -> Arguments.of(activation, optimizer, loss))));
    }

    /** 60 epochs: to the end of what can be learned, where losses stand still and gradients are tiny. */
    @ParameterizedTest
    @MethodSource
    void trainingsThatGoWell(Activation activation, Optimizer optimizer, Loss loss) {
        Network network = Network.input(8)
                .layer(new Dense(24, activation).weights(He.normal()))
                .layer(new Dense(16, activation).weights(He.normal()))
                .layer(new Dense(CLASSES))
                .output(loss instanceof Quadratic ? new Sigmoid() : new Softmax())
                .seed(1)
                .build();
        History history = new Trainer(network, loss, optimizer)
                .batchSize(10)
                .epochs(60)
                .validation(clouds(100, 2))
                .train(clouds(500, 1));
        assertThat(history.warnings()).isEmpty();
        assertThat(history.best().orElseThrow().accuracy()).isGreaterThan(0.8);
    }

    /** A regression that has come down to the noise in its targets has converged: it is not stuck. */
    @Test
    void aLossAtItsFloorIsNotStuck() {
        Random random = new Random(3);
        float[][] x = new float[400][1];
        float[][] y = new float[400][1];
        for (int i = 0; i < x.length; i++) {
            x[i][0] = random.nextFloat() * 2 - 1;
            y[i][0] = 2 * x[i][0] + 0.5f * (float) random.nextGaussian();
        }
        Network network = Network.input(1).layer(new Dense(1)).seed(1).build();
        History history = new Trainer(network, new MeanSquaredError(), new Sgd(0.05))
                .batchSize(10)
                .epochs(40)
                .train(Dataset.of(x, y));
        assertThat(history.warnings()).isEmpty();
        assertThat(history.stopReason()).isEmpty();
    }

    /** Listeners of one's own hear of what is not finite even where the default ones are left out. */
    @Test
    void withoutTheDefaultsNothingIsStopped() {
        Network network = network(new Dense(4, new Tanh()));
        network.parameters().get("0.weight").assign(Float.MAX_VALUE);
        Trainer bare = trainer(network, new Sgd(0.1)).listeners(List.of());
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> {
                    network.parameters().get("1.weight").assign(Float.POSITIVE_INFINITY);
                    bare.train(clouds(500, 1));
                })
                .isInstanceOf(NonFiniteException.class);
    }
}
