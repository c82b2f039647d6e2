package dev.inercia.nn.layer;

import static dev.inercia.nn.Numbers.array;
import static dev.inercia.nn.Numbers.assertClose;
import static dev.inercia.nn.Numbers.rounded;
import static dev.inercia.nn.Numbers.tolerance;
import static dev.inercia.nn.Numbers.uniform;
import static dev.inercia.nn.Numbers.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.LayerRig;
import dev.inercia.nn.Network;
import dev.inercia.nn.Reference;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class NormalizationTest {

    private static final List<DataType> TYPES = List.of(DataType.FLOAT, DataType.DOUBLE);

    private static Stream<Arguments> references(String... names) {
        return Stream.of(names)
                .flatMap(name -> Reference.imageLayers(name).stream())
                .flatMap(reference -> TYPES.stream().map(type -> Arguments.of(reference, type)));
    }

    static Stream<Arguments> byExample() {
        return references("layernorm", "groupnorm");
    }

    @ParameterizedTest
    @MethodSource("byExample")
    void normalisationsOfExamplesAreThoseOfTheReference(Reference reference, DataType type) {
        Layer layer = reference.name().equals("groupnorm")
                ? new GroupNorm((int) reference.number("hyperparameters", "groups"))
                : new LayerNorm(Math.max(1, reference.size(0, "hyperparameters", "normalizedShape")));
        new ImageReference(reference, layer, type).verify();
    }

    static Stream<Arguments> byBatch() {
        return references("batchnorm1d-train", "batchnorm2d-train");
    }

    @ParameterizedTest
    @MethodSource("byBatch")
    void trainingIsThatOfTheReference(Reference reference, DataType type) {
        LayerRig bound = new ImageReference(reference, new BatchNorm(), type).train();
        bound.commit();
        assertClose(
                values(bound.buffer("mean")),
                reference.numbers("buffersAfter", "running_mean"),
                tolerance(type),
                "running mean");
        assertClose(
                values(bound.buffer("variance")),
                reference.numbers("buffersAfter", "running_var"),
                tolerance(type),
                "running variance");
    }

    static Stream<Arguments> evaluated() {
        return references("batchnorm1d-eval", "batchnorm2d-eval");
    }

    @ParameterizedTest
    @MethodSource("evaluated")
    void evaluationAfterTrainingIsThatOfTheReference(Reference reference, DataType type) {
        ImageReference images = new ImageReference(reference, new BatchNorm(), type);
        INDArray x = images.array("input", "value");
        int rows = (int) x.size(0);
        Network network = LayerRig.network(new BatchNorm(), type, Shape.ofExamples(x.shape()));
        LayerRig training = LayerRig.training(network, rows);
        int steps = reference.size(0, "trainingSteps");
        for (int i = 0; i < steps; i++) {
            Reference step = reference.element(i, "trainingSteps");
            training.forward(images.of(step, "input"));
            training.commit();
        }
        training.parameter("weight").assign(images.array("parameters", "weight", "value"));
        training.parameter("bias").assign(images.array("parameters", "bias", "value"));
        double[] expected = values(images.array("output", "value"));
        assertClose(values(LayerRig.predicting(network, rows).forward(x)), expected, tolerance(type), "prediction");
        LayerRig frozen = LayerRig.training(network, rows, true, name -> false);
        double[] before = values(network.parameters().buffers());
        assertClose(values(frozen.forward(x)), expected, tolerance(type), "frozen");
        assertClose(
                values(frozen.backward(images.array("outputGradient"))),
                values(images.array("inputGradient")),
                tolerance(type),
                "frozen input gradient");
        frozen.commit();
        assertThat(values(network.parameters().buffers())).isEqualTo(before);
    }

    @Test
    void momentumCountsTheNewBatch() {
        Network network = LayerRig.network(new BatchNorm(), DataType.DOUBLE, Shape.of(1));
        LayerRig bound = LayerRig.training(network, 4);
        bound.forward(array(DataType.DOUBLE, new double[] {1, 2, 3, 4}, 4, 1));
        bound.commit();
        assertClose(values(bound.buffer("mean")), new double[] {0.25}, 1e-15, "mean of 2.5 from 0 at 0.1");
        Network other = LayerRig.network(new BatchNorm().momentum(1), DataType.DOUBLE, Shape.of(1));
        LayerRig whole = LayerRig.training(other, 4);
        whole.forward(array(DataType.DOUBLE, new double[] {1, 2, 3, 4}, 4, 1));
        whole.commit();
        assertClose(values(whole.buffer("variance")), new double[] {5 / 3.0}, 1e-15, "unbiased");
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 1e7, 12345.678})
    void aConstantBecomesZero(double constant) {
        double[] x = new double[9 * 4];
        Arrays.fill(x, constant);
        for (Layer layer : List.of(new BatchNorm(), new GroupNorm(2), new LayerNorm())) {
            LayerRig bound = LayerRig.training(LayerRig.network(layer, DataType.FLOAT, Shape.of(4)), 9);
            double[] y = values(bound.forward(array(DataType.FLOAT, x, 9, 4)));
            assertThat(Arrays.stream(y).map(Math::abs).max().orElseThrow())
                    .as(layer.toString())
                    .isLessThan(1e-3);
            double[] dx = values(bound.backward(array(DataType.FLOAT, uniform(36, -1, 1, 1), 9, 4)));
            assertThat(Arrays.stream(dx).allMatch(Double::isFinite)).isTrue();
        }
    }

    @Test
    void valuesFarFromZeroKeepTheirVariance() {
        double[] small = uniform(400, -1, 1, 1);
        double[] far = Arrays.stream(small)
                .map(v -> 4096 + Math.round(v * 1024) / 1024.0)
                .toArray();
        double[] near =
                Arrays.stream(small).map(v -> Math.round(v * 1024) / 1024.0).toArray();
        for (Layer layer : List.of(new BatchNorm(), new GroupNorm(1), new LayerNorm())) {
            LayerRig bound = LayerRig.training(LayerRig.network(layer, DataType.FLOAT, Shape.of(4)), 100);
            double[] expected = values(bound.forward(array(DataType.FLOAT, near, 100, 4)));
            double[] y = values(bound.forward(array(DataType.FLOAT, far, 100, 4)));
            assertClose(y, expected, 2e-3, layer.toString());
        }
    }

    @Test
    void epsilonIsWithinTheRoot() {
        double[] x = {0, 0.01};
        Network five = LayerRig.network(new LayerNorm(), DataType.DOUBLE, Shape.of(2));
        Network three = LayerRig.network(new LayerNorm().epsilon(1e-3), DataType.DOUBLE, Shape.of(2));
        assertClose(
                values(five.predict(array(DataType.DOUBLE, x, 1, 2))),
                new double[] {-0.8451543, 0.8451543},
                1e-7,
                "1e-5");
        assertClose(
                values(three.predict(array(DataType.DOUBLE, x, 1, 2))),
                new double[] {-0.1561738, 0.1561738},
                1e-7,
                "1e-3");
    }

    @Test
    void groupsDivideTheChannels() {
        for (int groups : new int[] {1, 2, 3, 6}) {
            assertThat(new GroupNorm(groups).output(Shape.of(2, 2, 6))).isEqualTo(Shape.of(2, 2, 6));
        }
        for (int groups : new int[] {4, 5, 12}) {
            assertThatThrownBy(() -> new GroupNorm(groups).output(Shape.of(2, 2, 6)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected channels that are a multiple of groups, " + groups
                            + ", but got [2, 2, 6]: use as" + " many groups as divide 6");
        }
    }

    /** Work that is divided among cores. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void largeBatchesAreNormalisedAsSmallOnes(DataType type) {
        int rows = 64;
        Shape shape = Shape.of(9, 7, 24);
        double[] numbers = rounded(uniform(rows * shape.size(), -1, 3, 1), type);
        INDArray x = array(type, numbers, shape.toArrayShape(rows));
        Network network = LayerRig.network(new BatchNorm(), type, shape);
        LayerRig bound = LayerRig.training(network, rows);
        double[] y = values(bound.forward(x));
        int count = rows * 63;
        for (int c = 0; c < 24; c++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < count; i++) {
                sum += y[i * 24 + c];
                squares += y[i * 24 + c] * y[i * 24 + c];
            }
            assertClose(sum / count, 0, 1e-6, "mean");
            assertClose(squares / count, 1, 1e-4, "variance");
        }
        for (Layer layer : List.of(new GroupNorm(3), new LayerNorm(), new LayerNorm(3))) {
            Network one = LayerRig.network(layer, type, shape);
            double[] all = values(LayerRig.predicting(one, rows).forward(x));
            double[] alone = values(one.predict(
                    x.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(5, 6)).dup()));
            assertClose(alone, Arrays.copyOfRange(all, 5 * shape.size(), 6 * shape.size()), 1e-6, layer.toString());
        }
    }

    @Test
    void oneValuePerChannelIsRefused() {
        Network network = LayerRig.network(new BatchNorm(), DataType.FLOAT, Shape.of(3));
        assertThatThrownBy(() -> LayerRig.training(network, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "BatchNorm: expected more than one value per channel in a training batch, but got 1 example of"
                                + " [3]: use larger batches, or freeze the layer");
        assertThat(LayerRig.training(network, 1, true, name -> false)).isNotNull();
        assertThat(LayerRig.training(LayerRig.network(new BatchNorm(), DataType.FLOAT, Shape.of(2, 1, 3)), 1))
                .isNotNull();
        assertThat(new BatchNorm().leastBatch(Shape.of(3))).isEqualTo(2);
        assertThat(new BatchNorm().leastBatch(Shape.of(2, 1, 3))).isEqualTo(1);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new BatchNorm().momentum(0))
                .hasMessage("BatchNorm: momentum must be in (0, 1], but is 0.0");
        assertThatThrownBy(() -> new BatchNorm().epsilon(0))
                .hasMessage("BatchNorm: epsilon must be finite and above 0, but is 0.0");
        assertThatThrownBy(() -> new LayerNorm(0)).hasMessage("LayerNorm: axes must be at least 1, but is 0");
        assertThatThrownBy(() -> new GroupNorm(0)).hasMessage("GroupNorm: groups must be at least 1, but is 0");
        assertThatThrownBy(() -> new BatchNorm().output(Shape.of()))
                .hasMessage("expected input of shape [..., channels], but got []: reshape the examples to [1]");
        assertThatThrownBy(() -> new LayerNorm(2).output(Shape.of(3)))
                .hasMessage("expected input of at least 2 axes, but got [3]: normalise along fewer axes, or reshape the"
                        + " examples");
        assertThat(new BatchNorm().parameters(Shape.of(5, 3)).stream().map(Parameter::role))
                .containsExactly(Role.NORM, Role.NORM, Role.BUFFER, Role.BUFFER);
    }

    @Test
    void runningStatisticsAreSaved(@TempDir Path directory) {
        Network network = Network.input(4, 4, 2)
                .layer(new Conv2d(3, 3).withoutBias())
                .layer(new BatchNorm())
                .layer(new Flatten())
                .layer(new LayerNorm())
                .layer(new Dropout(0.5))
                .layer(new Dense(2))
                .build();
        network.parameters().buffers().addi(0.25);
        Path file = directory.resolve("net.safetensors");
        network.save(file);
        INDArray x = array(DataType.FLOAT, uniform(96, -1, 1, 1), 3, 4, 4, 2);
        Network loaded = Network.load(file);
        assertThat(values(loaded.parameters().buffers()))
                .isEqualTo(values(network.parameters().buffers()));
        assertThat(values(loaded.predict(x))).isEqualTo(values(network.predict(x)));
    }
}
