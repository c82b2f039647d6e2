package com.example.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.GradientCheck;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.activation.ArrayActivation;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.ScaledNormal;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Child;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.tensor.Shape;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Layers, an activation and a loss of one's own, in plain ND4J calls: what a user of the library writes. */
class OwnLayerTest {

    /** A gate, {@code y = x * sigmoid(x V)}, V being {@code [features, features]}. */
    record Gate() implements Layer {

        @Override
        public Shape output(Shape input) {
            if (input.rank() != 1) {
                throw new IllegalArgumentException("expected input of shape [features], but got " + input);
            }
            return input;
        }

        @Override
        public List<Parameter> parameters(Shape input) {
            int n = input.size();
            return List.of(Parameter.weight("v", Shape.of(n, n), new Fans(n, n), new ScaledNormal()));
        }

        @Override
        public Bound bind(Binding binding) {
            INDArray v = binding.parameter("v");
            return new Bound() {

                private INDArray x;
                private INDArray open;

                @Override
                public INDArray forward(INDArray input) {
                    x = input;
                    open = Transforms.sigmoid(x.mmul(v));
                    return x.mul(open);
                }

                @Override
                public INDArray backward(INDArray dy) {
                    INDArray dz = dy.mul(x).muli(open).muli(open.rsub(1));
                    binding.gradient("v").assign(x.transpose().mmul(dz));
                    return binding.wantsInputGradient() ? dy.mul(open).addi(dz.mmul(v.transpose())) : null;
                }
            };
        }
    }

    /** A residual block of two layers of the library, {@code y = x + second(first(x))}. */
    record ResidualPair(Dense first, Dense second) implements Layer {

        @Override
        public List<Child> children(Shape input) {
            return List.of(new Child("first", first, input), new Child("second", second, first.output(input)));
        }

        @Override
        public Shape output(Shape input) {
            Shape output = second.output(first.output(input));
            if (!output.equals(input)) {
                throw new IllegalArgumentException(
                        "expected as many outputs as inputs, " + input + ", but the second layer gives " + output);
            }
            return input;
        }

        @Override
        public Bound bind(Binding binding) {
            Bound pair = binding.chain("first", "second");
            return new Bound() {

                @Override
                public INDArray forward(INDArray x) {
                    return x.add(pair.forward(x));
                }

                @Override
                public INDArray backward(INDArray dy) {
                    INDArray dx = pair.backward(dy);
                    return binding.wantsInputGradient() ? dy.add(dx) : null;
                }
            };
        }
    }

    /** {@code y = z^2 scale}. */
    record Square(double scale) implements ArrayActivation {

        @Override
        public INDArray forward(INDArray z) {
            return z.mul(z).muli(scale);
        }

        @Override
        public INDArray backward(INDArray z, INDArray y, INDArray dy) {
            return z.mul(dy).muli(2 * scale);
        }
    }

    /** The logarithm of the hyperbolic cosine of the error, mean over the batch: between squared and absolute error. */
    record LogCosh() implements Loss {

        @Override
        public Bound bind(int rows, Shape outputs, DataType type) {
            return (prediction, target, weights, gradient) -> {
                INDArray error = prediction.sub(target);
                INDArray shares = Loss.shares(weights, rows, type);
                gradient.assign(Transforms.tanh(error).muli(shares));
                return Transforms.log(Transforms.cosh(error))
                        .muli(shares)
                        .sumNumber()
                        .doubleValue();
            };
        }
    }

    private static final INDArray X = Nd4j.createFromArray(
            new double[][] {{0.3, -1.2, 0.8}, {1.5, 0.1, -0.4}, {-0.7, 0.6, 0.9}, {0.2, -0.3, -1.1}});
    private static final INDArray Y =
            Nd4j.createFromArray(new double[][] {{0.1, 0.9}, {0.8, 0.2}, {0.5, 0.6}, {0.3, 0.2}});

    static Stream<Arguments> networks() {
        ResidualPair pair = new ResidualPair(new Dense(5, new Tanh()), new Dense(3));
        return Stream.of(
                Arguments.of(new Gate(), new MeanSquaredError()),
                Arguments.of(pair, new MeanSquaredError()),
                Arguments.of(new Dense(3, new Square(0.5)), new LogCosh()));
    }

    /** The block at the bottom and in the middle, so that both kinds of backward call occur. */
    private static Network network(Layer block, DataType type) {
        return Network.input(3)
                .layer(block)
                .layer(new Dense(3, new Tanh()))
                .layer(block)
                .layer(new Dense(2))
                .output(new Square(0.5))
                .type(type)
                .seed(4)
                .build();
    }

    @Test
    void gradientsAreCentralDifferences() {
        GradientCheck.of(new Gate(), 3).verify();
        GradientCheck.of(new ResidualPair(new Dense(5, new Tanh()), new Dense(3)), 3)
                .verify();
        GradientCheck.of(new Square(0.5), 3).verify();
        GradientCheck.of(new LogCosh(), 3).verify();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void soAreThoseOfWholeNetworks(Layer block, Loss loss) {
        Network network = network(block, DataType.DOUBLE);
        INDArray parameters = network.parameters().flat();
        Pass pass = Pass.training(network, 4, loss, 1);
        pass.loss(X, Y);
        pass.backward();
        double[] gradients = pass.gradients().flat().toDoubleVector();
        double step = 1e-5;
        for (int i = 0; i < gradients.length; i++) {
            double value = parameters.getDouble(i);
            parameters.putScalar(i, value + step);
            double above = pass.loss(X, Y);
            parameters.putScalar(i, value - step);
            double below = pass.loss(X, Y);
            parameters.putScalar(i, value);
            assertThat(gradients[i])
                    .as("%s at index %d", network.parameters().nameAt(i), i)
                    .isEqualTo((above - below) / (2 * step), within(1e-7));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void learnsIsSavedAndLoaded(Layer block, Loss loss, @TempDir Path directory) {
        Network network = network(block, DataType.FLOAT);
        INDArray x = X.castTo(DataType.FLOAT);
        INDArray y = Y.castTo(DataType.FLOAT);
        Pass pass = Pass.training(network, 4, loss, 1);
        double before = pass.loss(x, y);
        for (int step = 0; step < 100; step++) {
            pass.loss(x, y);
            pass.backward();
            network.parameters().flat().subi(pass.gradients().flat().mul(0.1));
        }
        assertThat(pass.loss(x, y)).isLessThan(before / 2);

        Path file = directory.resolve("network.safetensors");
        network.save(file);
        Network loaded = Network.load(file, Gate.class, ResidualPair.class, Square.class);
        assertThat(loaded.architecture()).isEqualTo(network.architecture());
        assertThat(loaded.predict(x).toFloatMatrix())
                .isEqualTo(network.predict(x).toFloatMatrix());
    }

    @Test
    void hasToBeRegisteredToBeLoaded(@TempDir Path directory) {
        Path file = directory.resolve("network.safetensors");
        network(new Gate(), DataType.FLOAT).save(file);
        assertThatThrownBy(() -> Network.load(file, Square.class))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Architecture.root.layers[0] is a 'Gate', which is not known here: register its"
                        + " record when loading; known are [")
                .hasMessageContaining("Square");
    }

    @Test
    void namesItsParametersAfterItsLayers() {
        Network network = network(new ResidualPair(new Dense(5), new Dense(3)), DataType.FLOAT);
        assertThat(network.parameters().segments())
                .extracting(segment -> segment.name() + segment.shape())
                .startsWith("0.first.weight[3, 5]", "0.first.bias[5]", "0.second.weight[5, 3]", "0.second.bias[3]");
    }

    @Test
    void saysWhichLayerDoesNotFit() {
        assertThatThrownBy(() -> network(new ResidualPair(new Dense(5), new Dense(4)), DataType.FLOAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer 0 (ResidualPair) at the input: expected as many outputs as inputs, [3], but the"
                        + " second layer gives [4]");
    }
}
