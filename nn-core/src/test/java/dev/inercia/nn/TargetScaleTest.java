package dev.inercia.nn;

import static dev.inercia.nn.Numbers.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.activation.Destandardize;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.Huber;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.nn.metric.Mae;
import dev.inercia.nn.metric.Problem;
import dev.inercia.nn.tensor.Shape;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Outputs in the units of the targets, and losses that do not see the units. */
class TargetScaleTest {

    private static final double[][] X = {{0.5, -1}, {1, 2}, {-2, 0.25}, {0, 1}};
    /** Prices, and something that hardly varies. */
    private static final double[][] Y = {{310_000, 7}, {120_000, 7.5}, {250_000, 6.5}, {640_000, 7}};

    private static final Dataset PRICES = Dataset.of(X, Y);

    private static Network network(DataType type, Destandardize scale) {
        NetworkBuilder builder = Network.input(2)
                .layer(new Dense(5, new Tanh()))
                .layer(new Dense(2))
                .seed(3)
                .type(type);
        return (scale == null ? builder : builder.output(scale)).build();
    }

    private static INDArray standardized() {
        Destandardize scale = Destandardize.of(PRICES);
        double[][] z = new double[Y.length][2];
        for (int i = 0; i < Y.length; i++) {
            for (int j = 0; j < 2; j++) {
                z[i][j] = (Y[i][j] - scale.mean()[j]) / scale.deviation()[j];
            }
        }
        return Nd4j.createFromArray(z);
    }

    @Test
    void numbersAreThoseOfTheTargets() {
        Destandardize scale = Destandardize.of(PRICES);
        assertThat(scale.mean()).containsExactly(330_000, 7);
        assertThat(scale.deviation()[0]).isCloseTo(Math.sqrt(3.675e10), within(1e-9));
        assertThat(scale.deviation()[1]).isCloseTo(Math.sqrt(0.125), within(1e-12));
        assertThat(Destandardize.of(Dataset.of(X, new double[] {5, 5, 5, 5})))
                .isEqualTo(new Destandardize(new double[] {5}, new double[] {1}));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void lossAndGradientsAreThoseOfStandardizedTargets(DataType type) {
        double tolerance = type == DataType.FLOAT ? 1e-6 : 1e-14;
        for (Loss loss : new Loss[] {new MeanSquaredError(), new Huber(0.5)}) {
            Pass scaled = Pass.training(network(type, Destandardize.of(PRICES)), 4, loss, 1);
            Pass plain = Pass.training(network(type, null), 4, loss, 1);
            INDArray x = Nd4j.createFromArray(X).castTo(type);

            double value = scaled.loss(x, Nd4j.createFromArray(Y).castTo(type));

            assertThat(value).isCloseTo(plain.loss(x, standardized().castTo(type)), within(tolerance));
            scaled.backward();
            plain.backward();
            assertClose(
                    Numbers.values(scaled.gradients().flat()),
                    Numbers.values(plain.gradients().flat()),
                    tolerance,
                    "gradients");
        }
    }

    @Test
    void predictionsAreInTheUnitsOfTheTargets() {
        Destandardize scale = Destandardize.of(PRICES);
        INDArray x = Nd4j.createFromArray(X);
        double[] z = Numbers.values(network(DataType.DOUBLE, null).predict(x));
        double[] y = Numbers.values(network(DataType.DOUBLE, scale).predict(x));
        double absolute = 0;
        for (int i = 0; i < 8; i++) {
            assertThat(y[i]).isEqualTo(scale.mean()[i % 2] + scale.deviation()[i % 2] * z[i]);
            absolute += Math.abs(y[i] - Y[i / 2][i % 2]) / 8;
        }
        Network network = network(DataType.DOUBLE, scale);
        assertThat(network.evaluate(PRICES, new Mae()).value()).isCloseTo(absolute, within(1e-8));
        assertThat(Problem.of(PRICES, Shape.of(2), scale)).isEqualTo(Problem.REGRESSION);
    }

    /** With the loss as the network sees it, after what was predicted in between. */
    @Test
    void gradientsAreCentralDifferencesOfTheLoss() {
        Network network = network(DataType.DOUBLE, Destandardize.of(PRICES));
        new CentralDifferences("the network", network, new MeanSquaredError(), 1e-8).compare(Nd4j.createFromArray(Y));
        Pass pass = Pass.training(network, 4, new MeanSquaredError(), 1);
        INDArray x = Nd4j.createFromArray(X);
        pass.loss(x, Nd4j.createFromArray(Y));
        pass.backward();
        double[] gradients = Numbers.values(pass.gradients().flat());
        assertThat(pass.outputs().getDouble(0, 0)).isGreaterThan(1000);
        pass.backward();
        assertThat(Numbers.values(pass.gradients().flat())).containsExactly(gradients);
    }

    @Test
    void aLossRefusesTargetsByWhatItSees() {
        record Bounded() implements Loss {

            @Override
            public void requireTargets(double[] row) {
                if (Math.abs(row[0]) > 1.7) {
                    throw new IllegalArgumentException("seen " + row[0]);
                }
            }

            @Override
            public Bound bind(int rows, Shape outputs, DataType type) {
                throw new UnsupportedOperationException();
            }
        }

        Network network = network(DataType.FLOAT, Destandardize.of(PRICES));
        network.requireFits(PRICES, new Bounded(), "training data");
        Dataset other = Dataset.of(X, new double[][] {{330_000, 7}, {700_000, 7}, {0, 0}, {0, 0}});
        assertThatThrownBy(() -> network.requireFits(other, new Bounded(), "validation data"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Example 1 of the validation data: seen 1.93");
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void theScaleIsSavedWithTheNetwork(DataType type, @TempDir Path directory) {
        Network network = network(type, Destandardize.of(PRICES));
        network.save(directory.resolve("prices.safetensors"));
        Network loaded = Network.load(directory.resolve("prices.safetensors"));
        assertThat(loaded.architecture()).isEqualTo(network.architecture());
        INDArray x = Nd4j.createFromArray(X);
        assertThat(Numbers.values(loaded.predict(x))).containsExactly(Numbers.values(network.predict(x)));
    }

    /** Each step of a sequence has an output for each target. */
    @Test
    void columnsAreTheLastAxis() {
        INDArray y = Nd4j.createFromArray(new double[] {1, 100, 2, 200, 3, 300, 4, 400})
                .reshape(2, 2, 2);
        INDArray x = Nd4j.createFromArray(Numbers.uniform(12, -1, 1, 1)).reshape(2, 2, 3);
        Dataset data = Dataset.of(x, y);
        Network network = Network.input(2, 3)
                .layer(new Dense(2))
                .output(Destandardize.of(data))
                .type(DataType.DOUBLE)
                .build();
        new CentralDifferences("the network", network, new MeanSquaredError(), 1e-8).compare(y);
        INDArray zero = Pass.predicting(network, 2).logits(x).dup();
        double expected = 0;
        for (int i = 0; i < 8; i++) {
            double t = (y.dup().data().getDouble(i) - (i % 2 == 0 ? 2.5 : 250))
                    / (Math.sqrt(1.25) * (i % 2 == 0 ? 1 : 100));
            expected += Math.pow(zero.data().getDouble(i) - t, 2) / 8;
        }
        assertThat(Pass.evaluating(network, 2, new MeanSquaredError()).loss(x, y))
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void arraysAreCopied() {
        double[] mean = {1, 2};
        double[] deviation = {3, 4};
        Destandardize scale = new Destandardize(mean, deviation);
        mean[0] = 9;
        scale.mean()[1] = 9;
        scale.deviation()[1] = 9;
        assertThat(scale)
                .isEqualTo(new Destandardize(new double[] {1, 2}, new double[] {3, 4}))
                .hasSameHashCodeAs(new Destandardize(new double[] {1, 2}, deviation))
                .isNotEqualTo(new Destandardize(new double[] {1, 2}, new double[] {3, 5}))
                .hasToString("Destandardize[2 outputs]");
    }

    @Test
    void refusesWhatDoesNotFit() {
        Destandardize one = new Destandardize(new double[] {5}, new double[] {2});
        assertThatThrownBy(() -> network(DataType.FLOAT, one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Destandardize[1 output] needs a network with outputs of shape [..., 1], one for each target of"
                                + " the data that it was made of, but got [2]");
        assertThatThrownBy(() -> Destandardize.of(Dataset.of(X, new int[] {0, 1, 0, 1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("indices of 2 classes");
        Network network = network(DataType.FLOAT, Destandardize.of(PRICES));
        assertThatThrownBy(() -> network.requireFits(Dataset.of(X, new int[] {0, 1, 0, 1}), "training data"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The training data has 2 classes, but this network's output activation Destandardize[2 outputs]"
                                + " is for values: end it in new Softmax(), or give the targets as values [examples, outputs]");
        assertThatThrownBy(() -> network.requireFits(new SoftmaxCrossEntropy()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a network whose output activation is " + new Softmax());
        Pass pass = Pass.evaluating(network, 4, new MeanSquaredError());
        INDArray x = Nd4j.createFromArray(X).castTo(DataType.FLOAT);
        assertThatThrownBy(() -> pass.loss(x, Nd4j.zeros(DataType.FLOAT, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Destandardize[2 outputs]: expected targets as FLOAT values [4, 2], but got FLOAT [4]: convert"
                                + " them with castTo, or reshape them");
        assertThatThrownBy(() -> new Destandardize(new double[2], new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Destandardize: expected as many means as deviations, at least one, but got 2 and 1");
        assertThatThrownBy(() -> new Destandardize(new double[] {1}, new double[] {0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Destandardize: deviation must be finite and above 0, but is 0.0");
        assertThatThrownBy(() -> new Destandardize(new double[] {Double.NaN}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Destandardize: mean must be finite, but is NaN");
    }
}
