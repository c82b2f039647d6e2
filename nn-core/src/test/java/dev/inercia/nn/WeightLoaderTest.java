package dev.inercia.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.nn.activation.Relu;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.activation.Tanh;
import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Glorot;
import dev.inercia.nn.io.TensorFile;
import dev.inercia.nn.io.Weights;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.ChannelsFirst;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.GlobalMaxPool;
import dev.inercia.nn.layer.Interchange;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.MaxPool;
import dev.inercia.nn.layer.Parallel;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.layer.Residual;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights that PyTorch 1.13 trained and wrote, with what it predicted: torch-cnn.bin and torch-cnn-predictions.bin. */
class WeightLoaderTest {

    @TempDir
    private Path directory;

    private Weights weights(String name) throws IOException {
        Path file = directory.resolve(name);
        try (InputStream resource = getClass().getResourceAsStream(name)) {
            Files.copy(resource, file);
        }
        return Weights.read(file);
    }

    private static NetworkBuilder torchCnn() {
        return Network.input(8, 10, 2)
                .layer(new Conv2d(3, 3).padding(1))
                .layer(new BatchNorm())
                .layer(new Activate(new Relu()))
                .layer(new MaxPool(2))
                .layer(new Conv2d(3, 3, new Tanh()))
                .layer(new Flatten())
                .layer(new Dense(5, new Relu()))
                .layer(new Dense(5, new Tanh()))
                .layer(new Dense(5, new Tanh()))
                .layer(new Dense(4))
                .output(new Softmax());
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void predictsAsPyTorchDid(DataType type) throws IOException {
        Network network = torchCnn().type(type).build();
        Weights weights = weights("torch-cnn.bin");
        WeightReport report = network.load(weights, WeightMapping.automatic());
        // fc10 after fc2, as people count; by order and shape.
        assertThat(report.matched())
                .containsExactly(
                        Map.entry("0", "conv1"),
                        Map.entry("1", "bn1"),
                        Map.entry("4", "conv2"),
                        Map.entry("6", "fc1"),
                        Map.entry("7", "fc2"),
                        Map.entry("8", "fc10"),
                        Map.entry("9", "out"));
        assertThat(report.missing()).isEmpty();
        assertThat(report.unused()).isEmpty();
        assertThat(report).asString().startsWith("layer 0 <- conv1\nlayer 1 <- bn1\n");
        Weights predictions = weights("torch-cnn-predictions.bin");
        INDArray y = network.predict(ChannelsFirst.images(predictions.array("x")));
        assertThat(y.data().asDouble()).containsExactly(predictions.doubles("y"), within(1e-6));
    }

    @Test
    void halfAMatchIsRefusedUnlessAskedFor() throws IOException {
        Weights weights = weights("torch-cnn.bin");
        Network other = Network.input(8, 10, 2)
                .layer(new Conv2d(3, 3).padding(1))
                .layer(new Flatten())
                .layer(new Dense(7))
                .build();
        float[] before = other.parameters().flat().toFloatVector();
        assertThatThrownBy(() -> other.load(weights, WeightMapping.automatic()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fits the network in part only; nothing was loaded. layer 2 (Dense) expects"
                        + " [weight [7, 240], bias [7]].")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
        assertThat(other.parameters().flat().toFloatVector()).isEqualTo(before);
        WeightReport report = other.load(weights, WeightMapping.automatic().partial());
        assertThat(report.matched()).containsExactly(Map.entry("0", "conv1"));
        assertThat(report.missing()).containsExactly("2");
        assertThat(report.unused())
                .contains("bn1.running_mean", "fc10.weight")
                .doesNotContain("bn1.num_batches_tracked");
        assertThat(other.parameters().get("0.bias").toFloatVector()).isEqualTo(weights.floats("conv1.bias"));
    }

    @Test
    void whatIsMappedByHandIsTakenOrRefused() throws IOException {
        Weights weights = weights("torch-cnn.bin");
        Network network = torchCnn().build();
        WeightMapping swapped = WeightMapping.automatic().layer("7", "fc10").layer("8", "fc2");
        assertThat(network.load(weights, swapped).matched())
                .containsEntry("7", "fc10")
                .containsEntry("8", "fc2");
        assertThatThrownBy(() -> network.load(weights, WeightMapping.automatic().layer("7", "fc1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'fc1' does not fit layer 7 (Dense): its weight is [5, 18], expected [5, 5]");
        assertThatThrownBy(() -> network.load(weights, WeightMapping.automatic().layer("7", "fc3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "has nothing called 'fc3' for layer 7 (Dense); it has [bn1, conv1, conv2, fc1, fc2,");
        assertThatThrownBy(() -> network.load(weights, WeightMapping.automatic().layer("77", "fc1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no layer '77'");
    }

    @Test
    void ourOwnFilesAreWeightsToo() throws IOException {
        Network network = torchCnn().seed(5).build();
        Path file = directory.resolve("ours");
        network.save(file);
        Network other = torchCnn().seed(6).build();
        WeightReport report = other.load(Weights.read(file), WeightMapping.automatic());
        assertThat(report.matched().keySet())
                .isEqualTo(Map.copyOf(report.matched()).keySet());
        assertThat(other.parameters().flat()).isEqualTo(network.parameters().flat());
    }

    @Test
    void numbersTooLargeForFloatAreRefused() throws IOException {
        Path file = directory.resolve("large");
        TensorFile.write(
                file,
                Map.of(),
                Map.of("l.weight", Nd4j.createFromArray(new double[][] {{1e39, 1}}), "l.bias", Nd4j.ones(1)));
        Network network = Network.input(2).layer(new Dense(1)).build();
        assertThatThrownBy(() -> network.load(Weights.read(file), WeightMapping.automatic()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'l.weight' holds 1.0E39, too large for a network of type FLOAT");
    }

    @Test
    void namesAreSortedAsPeopleCount() {
        assertThat(List.of("10", "9", "a2.b10", "a2.b9", "a10", "a", "").stream()
                        .sorted(WeightLoader.naturalOrder())
                        .toList())
                .containsExactly("", "9", "10", "a", "a2.b9", "a2.b10", "a10");
    }

    /** A dense layer of a user's own, stored unit by unit, with another name in PyTorch. */
    record Own(int units) implements Layer {

        @Override
        public Shape output(Shape input) {
            return Shape.of(units);
        }

        @Override
        public List<Parameter> parameters(Shape input) {
            Fans fans = new Fans(input.size(), units);
            return List.of(Parameter.weight("matrix", Shape.of(units, input.size()), fans, Glorot.uniform())
                    .interchange(Interchange.SAME.named("kernel").features(1)));
        }

        @Override
        public Bound bind(Binding binding) {
            INDArray matrix = binding.parameter("matrix");
            return new Bound() {

                @Override
                public INDArray forward(INDArray x) {
                    return x.mmul(matrix.reshape(units, x.size(1)).transpose());
                }

                @Override
                public INDArray backward(INDArray dy) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    /** Channels first, 2 x 1 x 3 pixels: what PyTorch sees as columns 0 to 5 are here 0 2 4 1 3 5. */
    @Test
    void aLayerOfOnesOwnDeclaresItsWeightsInPyTorch() throws IOException {
        INDArray matrix = Nd4j.createFromArray(new float[][] {{0, 1, 2, 3, 4, 5}, {6, 7, 8, 9, 10, 11}});
        INDArray one = Nd4j.createFromArray(new float[] {1, 2, 3, 4, 5, 6});
        Path file = directory.resolve("own.safetensors");
        TensorFile.write(
                file,
                Map.of(),
                Map.of(
                        "conv.weight", Nd4j.ones(DataType.FLOAT, 2, 1, 1, 1),
                        "norm.weight", one,
                        "norm.bias", one.mul(0),
                        "norm.running_mean", one.mul(0),
                        "norm.running_var", one.mul(0).add(1),
                        "own.kernel", matrix));
        Network network = Network.input(1, 3, 1)
                .layer(new Conv2d(2, 1).withoutBias())
                .layer(new Flatten())
                .layer(new BatchNorm().epsilon(1e-12))
                .layer(new Own(2))
                .build();
        assertThat(network.load(Weights.read(file), WeightMapping.automatic()).matched())
                .containsExactly(Map.entry("0", "conv"), Map.entry("2", "norm"), Map.entry("3", "own"));
        assertThat(network.parameters().get("2.weight").toFloatVector()).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(network.parameters().get("3.matrix").toFloatMatrix()[0]).containsExactly(0, 3, 1, 4, 2, 5);
        // Pixels 1, 2, 3 in both channels: sum of pixel * weight * column.
        float[] y = network.predict(new float[] {1, 2, 3});
        assertThat(y[0]).isEqualTo(1 * (1 * 0 + 4 * 3) + 2 * (2 * 1 + 5 * 4) + 3 * (3 * 2 + 6 * 5));
    }

    @Test
    void sumsOfFlattenedImagesAndOthersAreRefused() throws IOException {
        Network network = Network.input(8, 10, 2)
                .layer(new Conv2d(1, 3))
                .layer(new Flatten())
                .layer(new Residual(new Dense(48)))
                .build();
        Weights weights = weights("torch-cnn.bin");
        assertThatThrownBy(() -> network.load(weights, WeightMapping.automatic().partial()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("layer 2 (Residual) sums features in the order of flattened images and others");
    }

    /** Branches of flattened images, concatenated: PyTorch's columns are channels first within each. */
    @Test
    void concatenationsOfFlattenedImagesKeepTheirOrders() throws IOException {
        Path file = directory.resolve("branches.safetensors");
        TensorFile.write(
                file,
                Map.of(),
                Map.of(
                        "conv.weight",
                        Nd4j.ones(DataType.FLOAT, 2, 1, 1, 1),
                        "fc.weight",
                        Nd4j.arange(7).castTo(DataType.FLOAT).reshape(1, 7),
                        "fc.bias",
                        Nd4j.zeros(DataType.FLOAT, 1)));
        Network network = Network.input(1, 3, 1)
                .layer(new Parallel(
                        Parallel.Join.CONCATENATION,
                        new GlobalMaxPool(),
                        new Sequential(new Conv2d(2, 1).withoutBias(), new Flatten())))
                .layer(new Dense(1))
                .build();
        network.load(Weights.read(file), WeightMapping.automatic());
        assertThat(network.parameters().get("1.weight").toFloatVector()).containsExactly(0, 1, 4, 2, 5, 3, 6);
    }

    @Test
    void tiedWeightsFillBothLayers() throws IOException {
        Network network = torchCnn().build();
        WeightMapping tied =
                WeightMapping.automatic().layer("7", "fc10").layer("8", "fc10").partial();
        WeightReport report = network.load(weights("torch-cnn.bin"), tied);
        assertThat(report.unused()).containsExactlyInAnyOrder("fc2.weight", "fc2.bias");
        assertThat(network.parameters().get("7.weight"))
                .isEqualTo(network.parameters().get("8.weight"));
    }
}
