package dev.inercia.nn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.*;
import dev.inercia.nn.layer.*;
import dev.inercia.nn.layer.Parallel.Join;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What was written is read back, and what cannot be read is refused. */
class OnnxReadTest {

    @TempDir
    private Path directory;

    private record Row(Shape input, Activation output, List<Layer> layers) {

        Network network() {
            var builder = Network.input(input.dimensions())
                    .channelsLast()
                    .output(output)
                    .seed(3);
            layers.forEach(builder::layer);
            Network network = builder.build();
            OnnxWriteTest.fill(network);
            return network;
        }
    }

    static Stream<Row> rows() {
        Shape flat = Shape.of(6);
        Shape image = Shape.of(7, 9, 4);
        Shape sequence = Shape.of(11, 4);
        List<Row> rows = new java.util.ArrayList<>(List.of(
                new Row(flat, new Softmax(), List.of(new Dense(3, new Tanh()), new Dense(2))),
                new Row(flat, new Sigmoid(), List.of(new Dense(1))),
                new Row(sequence, new Identity(), List.of(new Dense(3, new Relu()), new Dense(2))),
                new Row(
                        flat,
                        new Identity(),
                        List.of(
                                new Standardize(new double[] {1, 2, 3, 4, 5, 6}, new double[] {2, 1, 3, 4, 5, 8}),
                                new Dense(2))),
                new Row(
                        flat,
                        new Identity(),
                        List.of(new Residual(new Sequential(new Dense(4, new Tanh()), new Dense(6))))),
                new Row(flat, new Identity(), List.of(new Residual(new Dense(6)), new Residual(new Dense(6)))),
                new Row(
                        flat,
                        new Identity(),
                        List.of(new Residual(new Residual(new Dense(6, new Swish()))), new Dense(1))),
                new Row(flat, new Identity(), List.of(new Parallel(Join.SUM, new Dense(4), new Dense(4, new Tanh())))),
                new Row(
                        flat,
                        new Softmax(),
                        List.of(
                                new Parallel(Join.CONCATENATION, new Dense(4, new Relu()), new Dense(2)),
                                new Dense(3))),
                new Row(
                        image,
                        new Softmax(),
                        List.of(
                                new Conv2d(5, 3).stride(2).padding(Padding.SAME),
                                new Activate(new Relu()),
                                new Flatten(),
                                new Dense(3))),
                new Row(
                        image,
                        new Identity(),
                        List.of(
                                new Conv2d(6, 3).groups(2).dilation(2).withoutBias(),
                                new MaxPool(2),
                                new GlobalAveragePool(),
                                new Dense(2))),
                new Row(
                        image,
                        new Identity(),
                        List.of(
                                new Residual(new Conv2d(4, 3).padding(1)),
                                new BatchNorm(),
                                new AveragePool(3).stride(2).padding(Padding.of(1)),
                                new Flatten(),
                                new Dense(2))),
                new Row(
                        image,
                        new Identity(),
                        List.of(
                                new Parallel(Join.CONCATENATION, new Conv2d(2, 1), new Conv2d(3, 1)),
                                new GlobalMaxPool())),
                new Row(
                        sequence,
                        new Identity(),
                        List.of(new Conv1d(3, 3).stride(2).padding(1), new MaxPool(2), new Flatten(), new Dense(2))),
                new Row(flat, new Identity(), List.of(new BatchNorm(), new Dense(3), new LayerNorm())),
                new Row(sequence, new Identity(), List.of(new LayerNorm(2).epsilon(0.01), new Dense(2)))));
        for (Activation activation : OnnxWriteTest.activations()) {
            if (!(activation instanceof Destandardize)) {
                rows.add(new Row(flat, new Identity(), List.of(new Dense(3, activation), new Dense(2))));
            }
        }
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatWasWrittenComesBack(Row row) {
        Network network = row.network();
        Path path = directory.resolve("network.onnx");
        Onnx.write(network, path);
        Network read = Onnx.read(path);
        assertThat(read.parameters().flat().toFloatVector())
                .isEqualTo(network.parameters().flat().toFloatVector());
        assertThat(read.parameters().buffers()).isEqualTo(network.parameters().buffers());
        INDArray x = OnnxWriteTest.input(row.input, 5);
        assertThat(Runtime.difference(
                        read.predict(x).dup('c').data().asFloat(),
                        network.predict(x).dup('c').data().asFloat()))
                .isLessThan(1e-6);
        assertThat(read.architecture().output()).isEqualTo(row.output);
    }

    @Test
    void classNamesComeBack() {
        Network network =
                Network.input(3).layer(new Dense(2)).classes("a", "ä\"").build();
        Path path = directory.resolve("network.onnx");
        Onnx.write(network, path);
        assertThat(Onnx.read(path).architecture().classNames()).containsExactly("a", "ä\"");
    }

    @Test
    void anyBytesAreReadOrRefused() throws IOException {
        Path path = directory.resolve("network.onnx");
        Onnx.write(
                Network.input(4, 4, 2)
                        .channelsLast()
                        .layer(new Conv2d(2, 2, new Swish()))
                        .layer(new Flatten())
                        .layer(new Residual(new Dense(18)))
                        .build(),
                path);
        byte[] good = Files.readAllBytes(path);
        Random random = new Random(6);
        for (int i = 0; i < 3000; i++) {
            byte[] file = good.clone();
            if (i % 3 == 0) {
                file = java.util.Arrays.copyOf(file, random.nextInt(file.length));
            }
            for (int j = random.nextInt(4); j >= 0 && file.length > 0; j--) {
                file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            Files.write(path, file);
            try {
                assertThat(Onnx.read(path)).isNotNull();
            } catch (UncheckedIOException e) {
                assertThat(e.getMessage()).startsWith(path.toString()).hasSizeLessThan(500);
            }
        }
    }

    @Test
    void whatIsNoneIsRefused() throws IOException {
        Path path = directory.resolve("none.onnx");
        refused(path, ": cannot be read as ONNX: there is no such file");
        Files.write(path, new byte[0]);
        refused(path, ": cannot be read as ONNX: no graph: this is not an ONNX file");
        Files.writeString(path, "to be or not to be");
        refused(path, ": cannot be read as ONNX: a ");
    }

    /** A model with one weight, [1, 2], in a file of its own. */
    private Path external(String location, String offset, String length) throws IOException {
        ProtoWriter weight =
                new ProtoWriter().add(1, 1).add(1, 2).add(2, 1).add(8, "w").add(14, 1);
        weight.add(13, new ProtoWriter().add(1, "location").add(2, location));
        weight.add(13, new ProtoWriter().add(1, "offset").add(2, offset));
        weight.add(13, new ProtoWriter().add(1, "length").add(2, length));
        ProtoWriter shape =
                new ProtoWriter().add(1, new ProtoWriter().add(2, "n")).add(1, new ProtoWriter().add(1, 2));
        ProtoWriter type = new ProtoWriter().add(1, new ProtoWriter().add(1, 1).add(2, shape));
        ProtoWriter gemm = new ProtoWriter().add(1, "x").add(1, "w").add(2, "y").add(4, "Gemm");
        gemm.add(5, OnnxAttribute.of("transB", 1).message());
        ProtoWriter graph = new ProtoWriter()
                .add(1, gemm)
                .add(5, weight)
                .add(11, new ProtoWriter().add(1, "x").add(2, type))
                .add(12, new ProtoWriter().add(1, "y"));
        ProtoWriter model = new ProtoWriter()
                .add(1, 7)
                .add(7, graph)
                .add(8, new ProtoWriter().add(1, "").add(2, 13));
        Path models = Files.createDirectories(directory.resolve("models"));
        return Files.write(models.resolve("model.onnx"), model.toByteArray());
    }

    @Test
    void externalDataLiesBesideTheModelOnly() throws IOException {
        byte[] data = {9, 9, 9, 9, 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0};
        Path models = Files.createDirectories(directory.resolve("models"));
        Files.write(models.resolve("weights"), data);
        Files.write(directory.resolve("secret"), data);
        Network network = Onnx.read(external("weights", "4", "8"));
        assertThat(network.predict(new float[] {1, 1})).containsExactly(-1);
        String beside = "', expected a file in the directory of the model";
        refused(external("../secret", "4", "8"), ": cannot be read as ONNX: constant 'w' lies in '../secret" + beside);
        Path secret = directory.resolve("secret").toAbsolutePath();
        refused(external(secret.toString(), "4", "8"), ": cannot be read as ONNX: constant 'w' lies in '");
        refused(external("missing", "4", "8"), ": cannot be read as ONNX: constant 'w' lies in 'missing" + beside);
        Files.createSymbolicLink(models.resolve("link"), secret);
        refused(external("link", "4", "8"), ": cannot be read as ONNX: constant 'w' lies in 'link" + beside);
        refused(
                external("weights", "5", "8"),
                ": cannot be read as ONNX: constant 'w' lies in 'weights', bytes 5 to 13 of 12");
        refused(
                external("weights", "-1", "8"),
                ": cannot be read as ONNX: constant 'w' lies in 'weights', bytes -1 to");
        refused(external("weights", "0", "4"), ": cannot be read as ONNX: constant 'w' of shape [1, 2] has 4 bytes");
        refused(
                external("weights", "x", "4"),
                ": cannot be read as ONNX: constant 'w' lies in 'weights', which is no place");
    }

    private static void refused(Path path, String message) {
        assertThatThrownBy(() -> Onnx.read(path))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(path + message)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    }
}
