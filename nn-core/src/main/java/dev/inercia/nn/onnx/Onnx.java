package dev.inercia.nn.onnx;

import dev.inercia.nn.Network;
import java.nio.file.Path;

/**
 * Networks to and from ONNX.
 *
 * <p>The graph has an input {@code input}, {@code [batch, input...]}, and an output {@code output},
 * {@code [batch, output...]}, both FLOAT with any batch size; it computes what {@link Network#predict} does, the layers
 * that prepare features included. Nodes are called by the paths of their layers, as in {@code 2.body.0/Gemm}. The names of the
 * classes are in the metadata, as JSON under {@code inercia.classes}. Operators are those of opset 13 (17 for layer
 * normalisation).
 *
 * <pre>{@code
 * Onnx.write(network, Path.of("digits.onnx"));
 * Onnx.of(network).channelsFirst().logits().write(Path.of("digits.onnx"));
 * }</pre>
 *
 * <p>Source: the ONNX specification, IR version 7 and operator set 13.
 */
public final class Onnx {

    private Onnx() {}

    /**
     * Writes a network.
     *
     * @throws IllegalArgumentException if a layer or activation has no ONNX form, naming it
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Network network, Path path) {
        of(network).write(path);
    }

    /** A network to be written in another way. */
    public static OnnxExport of(Network network) {
        return new OnnxExport(network, false, false);
    }
}
