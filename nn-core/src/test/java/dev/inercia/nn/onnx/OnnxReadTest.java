package dev.inercia.nn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import dev.inercia.nn.activation.*;
import dev.inercia.nn.layer.*;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    static Stream<OnnxWriteTest.Row> rows() {
        return OnnxWriteTest.rows();
    }

    /** Everything that is written: the same bits of parameters, and the same predictions. */
    @ParameterizedTest
    @MethodSource("rows")
    void whatWasWrittenComesBack(OnnxWriteTest.Row row) {
        Network network = row.network();
        Path path = directory.resolve("network.onnx");
        Onnx.write(network, path);
        Network read = Onnx.read(path);
        assertThat(read.parameters().size()).isEqualTo(network.parameters().size());
        if (network.parameters().size() > 0) {
            assertThat(read.parameters().flat().toFloatVector())
                    .isEqualTo(network.parameters().flat().toFloatVector());
        }
        assertThat(read.parameters().buffers()).isEqualTo(network.parameters().buffers());
        INDArray x = OnnxWriteTest.input(row.input(), 5);
        assertThat(Runtime.difference(
                        read.predict(x).dup('c').data().asFloat(),
                        network.predict(x).dup('c').data().asFloat()))
                .isLessThan(5e-6);
        boolean isFused = row.output() instanceof Softmax
                || row.output() instanceof Sigmoid
                || row.output() instanceof Destandardize;
        if (isFused) {
            assertThat(read.architecture().output()).isEqualTo(row.output());
        }
    }

    /** An activation comes back in the layer that applies it, and the output activation as the network's. */
    @Test
    void activationsComeBackWhereTheyWere() {
        Network network = Network.input(6, 6, 2)
                .channelsLast()
                .layer(new Conv2d(3, 3, new Swish()))
                .layer(new Conv2d(2, 2))
                .layer(new BatchNorm())
                .layer(new Activate(new Relu()))
                .layer(new Flatten())
                .layer(new Dense(4, new Tanh()))
                .layer(new Dense(2))
                .output(new Softmax())
                .build();
        Path path = directory.resolve("network.onnx");
        Onnx.write(network, path);
        Network read = Onnx.read(path);
        assertThat(read.architecture().layers())
                .isEqualTo(network.architecture().layers());
        assertThat(read.architecture().output()).isEqualTo(new Softmax());
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

    /** A graph from x [n, 2] to y of these nodes, with constants w [2, 2] and others of the same name. */
    private Path graph(int opset, int constants, ProtoWriter... nodes) throws IOException {
        ProtoWriter shape =
                new ProtoWriter().add(1, new ProtoWriter().add(2, "n")).add(1, new ProtoWriter().add(1, 2));
        ProtoWriter type = new ProtoWriter().add(1, new ProtoWriter().add(1, 1).add(2, shape));
        ProtoWriter graph = new ProtoWriter()
                .add(11, new ProtoWriter().add(1, "x").add(2, type))
                .add(12, new ProtoWriter().add(1, "y"));
        for (int i = 0; i < constants; i++) {
            graph.add(
                    5,
                    new ProtoWriter().add(1, 2).add(1, 2).add(2, 1).add(8, "w").add(9, new byte[16]));
        }
        for (ProtoWriter node : nodes) {
            graph.add(1, node);
        }
        ProtoWriter model = new ProtoWriter()
                .add(1, 7)
                .add(7, graph)
                .add(8, new ProtoWriter().add(1, "").add(2, opset));
        return Files.write(directory.resolve("graph.onnx"), model.toByteArray());
    }

    private static ProtoWriter node(String op, String output, String... inputs) {
        ProtoWriter node = new ProtoWriter();
        for (String input : inputs) {
            node.add(1, input);
        }
        return node.add(2, output).add(4, op);
    }

    @Test
    void graphsThatWouldHurtAreRefusedAtOnce() throws IOException {
        String start = ": cannot be read as ONNX: ";
        refused(graph(99, 1, node("MatMul", "y", "x", "w")), start + "it is of opset 99, expected at most 24");
        refused(graph(13, 2, node("MatMul", "y", "x", "w")), start + "two constants are called 'w'");
        refused(
                graph(13, 1, node("Relu", "y", "x"), node("Tanh", "y", "x")),
                start + "node 'y' (Tanh) gives 'y', which another gives already");
        refused(
                graph(13, 1, node("Relu", "x", "x"), node("Tanh", "y", "x")),
                start + "node 'x' (Relu) gives 'x', which another gives already");
        refused(
                graph(13, 1, node("Add", "a", "x", "b"), node("Relu", "b", "a"), node("Tanh", "y", "b")),
                start + "branches within branches, more than 50 deep");
        ProtoWriter[] nodes = new ProtoWriter[10_001];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = node("Relu", i == nodes.length - 1 ? "y" : "v" + i, i == 0 ? "x" : "v" + (i - 1));
        }
        refused(graph(13, 1, nodes), start + "it has 10001 nodes, expected at most 10000");
    }

    /** Nodes may share a constant, but layers have each their own. */
    @Test
    void noNetworkIsFarLargerThanItsFile() throws IOException {
        ProtoWriter weight =
                new ProtoWriter().add(1, 1000).add(1, 1000).add(2, 1).add(8, "w");
        weight.add(9, new byte[4_000_000]);
        for (String op : new String[] {"MatMul", "Transpose"}) {
            ProtoWriter shape =
                    new ProtoWriter().add(1, new ProtoWriter().add(2, "n")).add(1, new ProtoWriter().add(1, 1000));
            ProtoWriter type =
                    new ProtoWriter().add(1, new ProtoWriter().add(1, 1).add(2, shape));
            ProtoWriter graph = new ProtoWriter()
                    .add(11, new ProtoWriter().add(1, "x").add(2, type))
                    .add(12, new ProtoWriter().add(1, "y"))
                    .add(5, weight);
            for (int i = 0; i < 1000; i++) {
                String before = i == 0 ? "x" : "v" + i;
                String after = i == 999 ? "y" : "v" + (i + 1);
                graph.add(1, op.equals("MatMul") ? node(op, after, before, "w") : node(op, after, "w"));
            }
            ProtoWriter model = new ProtoWriter()
                    .add(7, graph)
                    .add(8, new ProtoWriter().add(1, "").add(2, 13));
            Path path = Files.write(directory.resolve("shared.onnx"), model.toByteArray());
            assertThatThrownBy(() -> Onnx.read(path))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(" far larger than the file");
        }
    }

    private static void refused(Path path, String message) {
        assertThatThrownBy(() -> Onnx.read(path))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(path + message)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    }
}
