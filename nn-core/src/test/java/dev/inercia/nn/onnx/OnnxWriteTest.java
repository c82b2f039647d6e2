package dev.inercia.nn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.inercia.nn.Network;
import dev.inercia.nn.RecordScan;
import dev.inercia.nn.activation.*;
import dev.inercia.nn.layer.*;
import dev.inercia.nn.layer.Parallel.Join;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is written, ONNX Runtime computes as we do. */
class OnnxWriteTest {

    private static final double TOLERANCE = 5e-6;
    private static final int ROWS = 5;

    /** A network of these layers, with parameters that are all in use. */
    record Row(Shape input, Activation output, List<Layer> layers) {

        Network network() {
            var builder = Network.input(input.dimensions())
                    .channelsLast()
                    .output(output)
                    .seed(3);
            layers.forEach(builder::layer);
            Network network = builder.build();
            fill(network);
            return network;
        }
    }

    private static Row row(Shape input, Layer... layers) {
        return new Row(input, new Identity(), List.of(layers));
    }

    static void fill(Network network) {
        Random random = new Random(4);
        for (Segment segment : network.parameters().segments()) {
            if (segment.role() == Role.NORM || segment.role() == Role.BUFFER) {
                INDArray array = network.parameters().get(segment.name());
                for (int i = 0; i < array.length(); i++) {
                    array.putScalar(i, 0.5 + random.nextDouble());
                }
            }
        }
    }

    static INDArray input(Shape shape, int rows) {
        Random random = new Random(5);
        float[] values = new float[rows * shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.createFromArray(values).reshape(shape.toArrayShape(rows));
    }

    static List<Activation> activations() {
        return List.of(
                new Identity(),
                new Sigmoid(),
                new Tanh(),
                new Relu(),
                new LeakyRelu(0.3),
                new Elu(0.7),
                new Selu(),
                new Softplus(),
                new Softsign(),
                new HardSigmoid(),
                new Softmax(),
                new Swish(),
                new Mish(),
                new Gelu(),
                new GeluTanh(),
                new Destandardize(new double[] {1, -20, 3}, new double[] {2, 3, 0.1}));
    }

    static Stream<Row> rows() {
        Shape flat = Shape.of(6);
        Shape image = Shape.of(7, 9, 4);
        Shape sequence = Shape.of(11, 4);
        List<Row> rows = new ArrayList<>(List.of(
                row(flat, new Dense(3)),
                row(sequence, new Dense(3, new Relu()), new Dense(2)),
                row(flat, new Standardize(new double[] {1000, 0, 1, 2, 3, -4}, new double[] {1, 2, 3, 4, 5, 6})),
                row(flat, new MinMax(new double[] {1000, 0, 1, 2, 3, -4}, new double[] {1001, 2, 1, 4, 5, 6})),
                row(image, new Standardize(new double[] {1, 2, 3, 4}, new double[] {1, 2, 3, 4}), new Conv2d(2, 3)),
                row(image, new Conv2d(3, 2), new MinMax(new double[] {0, 1, 2}, new double[] {5, 6, 7})),
                row(image, new Conv2d(2, 1), new Flatten(), new Standardize(new double[126], ones(126))),
                row(image, new Flatten()),
                row(flat, new Flatten(), new Dense(2)),
                row(flat, new Reshape(2, 3), new Flatten(), new Reshape(3, 2)),
                row(flat, new Dropout(0.5), new Dense(2), new ChannelDropout(0.5)),
                row(flat, new Residual(new Sequential(new Dense(4, new Tanh()), new Dense(6)))),
                row(image, new Residual(new Conv2d(4, 3).padding(Padding.SAME)), new Flatten(), new Dense(2)),
                row(image, new Conv2d(4, 1), new Residual(new Conv2d(4, 3).padding(Padding.SAME))),
                row(image, new Conv2d(4, 1), new Residual(new Dense(4))),
                row(image, new Conv2d(4, 1), new Flatten(), new Residual(new Dense(252)), new Dense(1)),
                row(flat, new Parallel(Join.SUM, new Dense(4), new Dense(4, new Tanh()), new Dense(4))),
                row(flat, new Parallel(Join.CONCATENATION, new Dense(4), new Dense(2)), new Dense(3)),
                row(image, new Parallel(Join.CONCATENATION, new Conv2d(2, 1), new Conv2d(3, 1)), new GlobalMaxPool()),
                row(image, new Parallel(Join.CONCATENATION, new Conv2d(2, 1), new Dense(3))),
                row(
                        image,
                        new Parallel(
                                Join.CONCATENATION,
                                new Sequential(new Conv2d(2, 2), new Flatten()),
                                new Sequential(new MaxPool(2), new Flatten()))),
                row(image, new Conv2d(5, 3, new Relu()).stride(2).padding(Padding.SAME)),
                row(
                        image,
                        new Conv2d(4, 2, 3, new Tanh())
                                .padding(Padding.of(1, 0, 2, 1))
                                .withoutBias()),
                row(image, new Conv2d(6, 3).groups(2).dilation(2)),
                row(image, new Conv2d(4, 3).groups(4).padding(1).stride(1, 2)),
                row(image, new Conv2d(3, 2, new Softmax())),
                row(
                        sequence,
                        new Conv1d(3, 3, new Relu()).stride(2).padding(Padding.SAME),
                        new Flatten(),
                        new Dense(2)),
                row(sequence, new Conv1d(4, 3).groups(2).dilation(3).padding(2)),
                row(image, new MaxPool(2)),
                row(image, new MaxPool(3).stride(2).padding(Padding.of(1))),
                row(image, new MaxPool(3).padding(Padding.SAME)),
                row(sequence, new MaxPool(3).stride(2)),
                row(image, new AveragePool(2, 3)),
                row(image, new AveragePool(3).stride(2).padding(Padding.of(1))),
                row(image, new AveragePool(3).stride(2).padding(Padding.of(1)).withoutPadding()),
                row(image, new AveragePool(3).stride(2).padding(Padding.SAME).withoutPadding()),
                row(image, new GlobalAveragePool(), new Dense(2)),
                row(sequence, new GlobalAveragePool()),
                row(sequence, new GlobalMaxPool()),
                row(flat, new BatchNorm(), new Dense(2)),
                row(image, new Conv2d(3, 3).withoutBias(), new BatchNorm().epsilon(0.01), new Activate(new Relu())),
                row(sequence, new BatchNorm()),
                row(flat, new LayerNorm()),
                row(image, new LayerNorm(3).epsilon(0.1)),
                row(image, new Conv2d(3, 2), new LayerNorm(2)),
                row(flat, new GroupNorm(3)),
                row(image, new GroupNorm(2), new Flatten(), new Dense(3)),
                row(sequence, new GroupNorm(4)),
                row(Shape.of(28, 28, 1), new Conv2d(4, 5, new Relu()), new MaxPool(2), new Flatten(), new Dense(10))));
        for (Activation activation : activations()) {
            rows.add(new Row(flat, activation, List.of(new Dense(3))));
            rows.add(row(flat, new Dense(3, activation), new Dense(1)));
            rows.add(row(Shape.of(3), new Activate(activation)));
            rows.add(row(Shape.of(4, 5, 2), new Conv2d(3, 2), new Activate(activation)));
        }
        rows.add(new Row(image, new Softmax(), List.of(new Conv2d(3, 2), new Flatten())));
        return rows.stream();
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        java.util.Arrays.fill(ones, 2);
        return ones;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void onnxRuntimePredictsAsWeDo(Row row) throws OrtException {
        Network network = row.network();
        for (int rows : new int[] {1, ROWS}) {
            assertThat(Runtime.difference(network, input(row.input, rows))).isLessThan(TOLERANCE);
        }
    }

    @Test
    void everyLayerAndActivationHasAWriterAndARow() {
        assertThat(names(LayerWriters.known())).isEqualTo(RecordScan.implementationsOf(Layer.class));
        assertThat(names(ActivationWriters.known())).isEqualTo(RecordScan.implementationsOf(Activation.class));
        String all = rows().map(Row::toString).collect(Collectors.joining());
        assertThat(names(LayerWriters.known()))
                .allSatisfy(name -> assertThat(all).contains(name));
        assertThat(names(ActivationWriters.known()))
                .allSatisfy(name -> assertThat(all).contains(name));
    }

    private static Set<String> names(Set<? extends Class<?>> types) {
        return types.stream().map(Class::getSimpleName).collect(Collectors.toSet());
    }

    @Test
    void channelsFirstIsAnInputAsPyTorchHasIt() throws OrtException {
        Network network = row(Shape.of(7, 9, 4), new Conv2d(2, 3), new Flatten(), new Dense(3))
                .network();
        INDArray x = input(Shape.of(7, 9, 4), ROWS);
        byte[] model = Onnx.of(network).channelsFirst().toByteArray();
        try (Runtime runtime = new Runtime(model)) {
            assertThat(shape(runtime.session(), true)).containsExactly(-1, 4, 7, 9);
            float[] theirs = runtime.run(x.permute(0, 3, 1, 2)).get("output");
            assertThat(Runtime.difference(network.predict(x).data().asFloat(), theirs))
                    .isLessThan(TOLERANCE);
        }
        assertThat(new String(model, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Transpose");
        Network flat = row(Shape.of(4), new Dense(1)).network();
        assertThatThrownBy(() -> Onnx.of(flat).channelsFirst())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but its input is [4]");
    }

    private static long[] shape(OrtSession session, boolean ofInput) throws OrtException {
        var info = ofInput
                ? session.getInputInfo().get("input")
                : session.getOutputInfo().get("output");
        return ((TensorInfo) info.getInfo()).getShape();
    }

    @Test
    void logitsAreASecondOutput() throws OrtException {
        Network network = new Row(Shape.of(6), new Softmax(), List.of(new Dense(3))).network();
        Network logits = row(Shape.of(6), new Dense(3)).network().with(network.parameters());
        INDArray x = input(Shape.of(6), ROWS);
        try (Runtime runtime = new Runtime(Onnx.of(network).logits().toByteArray())) {
            assertThat(runtime.session().getOutputNames()).containsExactly("output", "logits");
            assertThat(Runtime.difference(
                            logits.predict(x).data().asFloat(), runtime.run(x).get("logits")))
                    .isLessThan(TOLERANCE);
        }
    }

    @Test
    void theFileSaysWhatItIs(@TempDir Path directory) throws Exception {
        Network network = Network.input(6)
                .layer(new Sequential(new Dense(4, new Tanh())))
                .layer(new Dense(2))
                .classes("a\"b", "größer")
                .build();
        Path path = directory.resolve("network.onnx");
        Onnx.write(network, path);
        byte[] model = Files.readAllBytes(path);
        try (Runtime runtime = new Runtime(model)) {
            var metadata = runtime.session().getMetadata();
            assertThat(metadata.getProducerName()).isEqualTo("Inercia");
            assertThat(metadata.getGraphName()).isEqualTo("network");
            assertThat(metadata.getCustomMetadata())
                    .containsEntry("inercia.classes", "[\"a\\\"b\",\"größer\"]")
                    .containsEntry("inercia.input", "[6]");
            assertThat(shape(runtime.session(), true)).containsExactly(-1, 6);
            assertThat(shape(runtime.session(), false)).containsExactly(-1, 2);
        }
        assertThat(new String(model, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("0.0/Gemm", "0.0.weight", "0.0/Tanh", "1/Gemm", "1.bias");
    }

    @Test
    void doubleIsWrittenAsFloatUnlessItCannotBe() throws OrtException {
        Network network =
                Network.input(6).layer(new Dense(3)).type(DataType.DOUBLE).build();
        assertThat(Runtime.difference(network, input(Shape.of(6), ROWS))).isLessThan(TOLERANCE);
        network.parameters().flat().putScalar(0, 1e39);
        assertThatThrownBy(() -> Onnx.of(network).toByteArray())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0.weight holds 1.0E39, too large for FLOAT, in which a network is written to ONNX");
    }

    /** A layer of a user's own. */
    record Twice() implements Layer, OnnxWritable {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public OnnxValue write(OnnxGraph graph, OnnxValue x) {
            return graph.node("Mul", x, graph.constant(2));
        }

        @Override
        public Bound bind(Binding binding) {
            return new Bound() {
                @Override
                public INDArray forward(INDArray x) {
                    return x.mul(2);
                }

                @Override
                public INDArray backward(INDArray dy) {
                    return dy.mul(2);
                }
            };
        }
    }

    /** One that has not thought of it. */
    record Mute() implements Layer {

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public Bound bind(Binding binding) {
            throw new UnsupportedOperationException();
        }
    }

    /** An activation that has not. */
    record Silent() implements ArrayActivation {

        @Override
        public INDArray forward(INDArray z) {
            return z;
        }

        @Override
        public INDArray backward(INDArray z, INDArray y, INDArray dy) {
            return dy;
        }
    }

    @Test
    void layersOfOnesOwnTakePartOrAreRefusedByName() throws OrtException {
        Network own = row(Shape.of(3, 4, 2), new Conv2d(2, 2), new Twice()).network();
        assertThat(Runtime.difference(own, input(Shape.of(3, 4, 2), ROWS))).isLessThan(TOLERANCE);
        refused(
                row(Shape.of(3), new Sequential(new Dense(2), new Mute())),
                "Cannot write layer 0.1 (Mute) to ONNX: let Mute implement OnnxWritable");
        refused(
                row(Shape.of(3), new Dense(2, new Silent())),
                "Cannot write the activation of layer 0 (Silent) to ONNX: let Silent implement OnnxWritable");
        refused(
                new Row(Shape.of(3), new Silent(), List.of(new Dense(2))),
                "Cannot write the output activation (Silent) to ONNX: let Silent implement OnnxWritable");
    }

    private static void refused(Row row, String message) {
        Network network = row.network();
        assertThatThrownBy(() -> Onnx.of(network).toByteArray())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
