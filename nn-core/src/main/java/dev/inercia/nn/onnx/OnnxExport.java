package dev.inercia.nn.onnx;

import dev.inercia.nn.Architecture;
import dev.inercia.nn.Network;
import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.io.AtomicFile;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options for writing a network to ONNX; see {@link Onnx#of}.
 *
 * @param network the network
 * @param isChannelsFirst true if the input is {@code [batch, channels, height, width]}; by default false, channels last
 * @param hasLogits true if the graph has a second output, the input of the output activation; by default false
 */
@CheckReturnValue
public record OnnxExport(Network network, boolean isChannelsFirst, boolean hasLogits) {

    private static final Logger LOGGER = LoggerFactory.getLogger(OnnxExport.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String INPUT = "input";
    static final String OUTPUT = "output";
    static final String LOGITS = "logits";
    static final String PRODUCER = "Inercia";
    /** The metadata key of the class names. */
    static final String CLASSES = "inercia.classes";

    /** The largest protocol buffer, in bytes. */
    private static final long LARGEST = Integer.MAX_VALUE - 64L;

    public OnnxExport {
        Objects.requireNonNull(network, "network");
        Shape input = network.architecture().input();
        if (isChannelsFirst && input.rank() < 2) {
            throw new IllegalArgumentException("Expected a network for images [height, width, channels] or sequences"
                    + " [length, channels] to write channels first, but its input is " + input);
        }
    }

    /** Makes the input {@code [batch, channels, height, width]}, as in PyTorch, instead of channels last. */
    public OnnxExport channelsFirst() {
        return new OnnxExport(network, true, hasLogits);
    }

    /** Adds a second output {@code logits}, the input of the output activation. */
    public OnnxExport logits() {
        return new OnnxExport(network, isChannelsFirst, true);
    }

    /**
     * Writes the file atomically.
     *
     * @throws IllegalArgumentException if a layer or activation has no ONNX form, naming it
     * @throws UncheckedIOException if the file cannot be written
     */
    public void write(Path path) {
        byte[] model = toByteArray();
        try {
            AtomicFile.replace(path, out -> out.write(model));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write ONNX: " + e.getMessage(), e);
        }
    }

    /** The content of the file. */
    public byte[] toByteArray() {
        Architecture architecture = network.architecture();
        if (architecture.type() == DataType.DOUBLE) {
            LOGGER.warn("The network is DOUBLE, but is written to ONNX as FLOAT: runtimes lack operators for DOUBLE.");
        }
        long bytes = 4L * network.parameters().size();
        if (bytes > LARGEST / 2) {
            throw new IllegalArgumentException("The parameters have " + bytes + " bytes, expected at most "
                    + LARGEST / 2 + " to be written to ONNX");
        }
        OnnxGraph graph = new OnnxGraph(network);
        Shape input = architecture.input();
        OnnxValue x = isChannelsFirst
                ? new OnnxValue(INPUT, input, OnnxValue.Order.FIRST, input)
                : OnnxValue.last(INPUT, input);
        OnnxValue z = LayerWriters.sequence(architecture.layers(), graph, x);
        OnnxValue y = graph.channelsLast(graph.activation(architecture.output(), z));
        graph.add(OUTPUT, "Identity", List.of(y.name()), OUTPUT);
        if (hasLogits) {
            graph.add(LOGITS, "Identity", List.of(graph.channelsLast(z).name()), LOGITS);
        }
        ProtoWriter message = graph.message().add(2, "network");
        message.add(11, value(INPUT, isChannelsFirst ? OnnxGraph.firstDimensions(input) : input.dimensions()));
        message.add(12, value(OUTPUT, architecture.outputShape().dimensions()));
        if (hasLogits) {
            message.add(12, value(LOGITS, architecture.outputShape().dimensions()));
        }
        return model(architecture, graph);
    }

    private static ProtoWriter value(String name, int[] dimensions) {
        ProtoWriter shape = new ProtoWriter().add(1, new ProtoWriter().add(2, "batch"));
        for (int dimension : dimensions) {
            shape.add(1, new ProtoWriter().add(1, dimension));
        }
        ProtoWriter tensor = new ProtoWriter().add(1, OnnxGraph.FLOAT).add(2, shape);
        return new ProtoWriter().add(1, name).add(2, new ProtoWriter().add(1, tensor));
    }

    private byte[] model(Architecture architecture, OnnxGraph graph) {
        String version = OnnxExport.class.getPackage().getImplementationVersion();
        // The oldest IR version for each opset: 7 for 13, 8 for 17, 9 for 19.
        int ir = graph.opset() >= 19 ? 9 : graph.opset() >= 17 ? 8 : 7;
        ProtoWriter model = new ProtoWriter()
                .add(1, ir)
                .add(2, PRODUCER)
                .add(3, version == null ? "development" : version)
                .add(7, graph.message())
                .add(8, new ProtoWriter().add(1, "").add(2, graph.opset()));
        entry(model, "inercia.input", architecture.input().toString());
        if (!architecture.classNames().isEmpty()) {
            entry(model, CLASSES, json(architecture.classNames()));
        }
        return model.toByteArray();
    }

    private static void entry(ProtoWriter model, String key, String value) {
        model.add(14, new ProtoWriter().add(1, key).add(2, value));
    }

    private static String json(List<String> names) {
        try {
            return JSON.writeValueAsString(names);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
