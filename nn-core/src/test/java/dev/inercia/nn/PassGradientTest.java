package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Swish;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.init.StandardNormal;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.KlDivergence;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.loss.MeanSquaredError;
import dev.inercia.nn.loss.Quadratic;
import dev.inercia.nn.loss.SigmoidBinaryCrossEntropy;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The gradients of whole networks against central differences, in DOUBLE. */
class PassGradientTest {

    private static final INDArray X = Nd4j.createFromArray(
            new double[][] {{0.3, -1.2, 0.8}, {1.5, 0.1, -0.4}, {-0.7, 0.6, 0.9}, {0.2, -0.3, -1.1}, {2.0, 1.0, 0.5}});
    private static final INDArray VALUES =
            Nd4j.createFromArray(new double[][] {{0.2, 0.8}, {1, 0}, {0.5, 0.5}, {0.9, 0.1}, {0, 1}});
    private static final INDArray LABELS = Nd4j.createFromArray(1.0, 0, 0, 1, 1);

    static Stream<Arguments> outputsAndLosses() {
        return Stream.of(
                Arguments.of(new Softmax(), new SoftmaxCrossEntropy()),
                Arguments.of(new Softmax(), new SoftmaxCrossEntropy(0.1)),
                Arguments.of(new Softmax(), new KlDivergence()),
                Arguments.of(new Sigmoid(), new SigmoidBinaryCrossEntropy()),
                Arguments.of(new Identity(), new Quadratic()),
                Arguments.of(new Sigmoid(), new Quadratic()),
                Arguments.of(new Softmax(), new MeanSquaredError()),
                // Needs the logits themselves, not only what came out.
                Arguments.of(new Swish(), new MeanSquaredError()));
    }

    private static Network network(Activation output) {
        return Network.input(3)
                .layer(new Dense(4, new Tanh()))
                .layer(new Dense(3).biases(new StandardNormal()))
                .layer(new Activate(new Sigmoid()))
                .layer(new Dense(2, new Swish()))
                .output(output)
                .type(DataType.DOUBLE)
                .seed(11)
                .build();
    }

    private static void assertGradients(Network network, Loss loss, INDArray targets) {
        Pass pass = Pass.training(network, 5, loss, 1);
        pass.loss(X, targets);
        pass.backward();
        double[] gradients = pass.gradients().flat().toDoubleVector();
        double step = 1e-5;
        for (int i = 0; i < gradients.length; i++) {
            double value = network.parameters().flat().getDouble(i);
            network.parameters().flat().putScalar(i, value + step);
            double above = pass.loss(X, targets);
            network.parameters().flat().putScalar(i, value - step);
            double below = pass.loss(X, targets);
            network.parameters().flat().putScalar(i, value);
            assertThat(gradients[i])
                    .as("%s at index %d", network.parameters().nameAt(i), i)
                    .isEqualTo((above - below) / (2 * step), within(1e-8));
        }
        assertThat(pass.gradients().flat().norm2Number().doubleValue()).isGreaterThan(1e-3);
    }

    @ParameterizedTest(name = "{1} on {0}, values")
    @MethodSource("outputsAndLosses")
    void matchesCentralDifferencesWithValues(Activation output, Loss loss) {
        assertGradients(network(output), loss, VALUES);
    }

    @ParameterizedTest(name = "{1} on {0}, class indices")
    @MethodSource("outputsAndLosses")
    void matchesCentralDifferencesWithLabels(Activation output, Loss loss) {
        assertGradients(network(output), loss, LABELS);
    }

    @Test
    void goesThroughLayersWithoutParameters() {
        Network network = Network.input(3)
                .layer(new Activate(new Tanh()))
                .layer(new Dense(2))
                .layer(new Activate(new Swish()))
                .layer(new Activate(new Softmax()))
                .layer(new Dense(2))
                .type(DataType.DOUBLE)
                .build();
        assertGradients(network, new Quadratic(), VALUES);
    }

    @Test
    void isTheSameInFloat() {
        Network doubles = network(new Softmax());
        Network floats = Network.input(3)
                .layer(new Dense(4, new Tanh()))
                .layer(new Dense(3))
                .layer(new Activate(new Sigmoid()))
                .layer(new Dense(2, new Swish()))
                .output(new Softmax())
                .build();
        floats.parameters().flat().assign(doubles.parameters().flat().castTo(DataType.FLOAT));
        Pass inDouble = Pass.training(doubles, 5, new SoftmaxCrossEntropy(), 1);
        Pass inFloat = Pass.training(floats, 5, new SoftmaxCrossEntropy(), 1);
        double expected = inDouble.loss(X, LABELS);
        assertThat(inFloat.loss(X.castTo(DataType.FLOAT), LABELS.castTo(DataType.FLOAT)))
                .isEqualTo(expected, within(1e-6));
        inDouble.backward();
        inFloat.backward();
        assertThat(inFloat.gradients().flat().toDoubleVector())
                .containsExactly(inDouble.gradients().flat().toDoubleVector(), within(1e-6));
    }

    @Test
    void overwritesTheGradientsOfTheStepBefore() {
        Network network = network(new Softmax());
        Pass pass = Pass.training(network, 5, new SoftmaxCrossEntropy(), 1);
        pass.loss(X, LABELS);
        pass.backward();
        double[] once = pass.gradients().flat().toDoubleVector();
        pass.loss(X.mul(3), LABELS);
        pass.backward();
        assertThat(pass.gradients().flat().toDoubleVector()).isNotEqualTo(once);
        pass.loss(X, LABELS);
        pass.backward();
        assertThat(pass.gradients().flat().toDoubleVector()).isEqualTo(once);
    }
}
