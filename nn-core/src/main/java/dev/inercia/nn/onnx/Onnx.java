package dev.inercia.nn.onnx;

import dev.inercia.nn.Network;
import dev.inercia.nn.io.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes networks to ONNX and reads them from it.
 *
 * <p>The graph has an input {@code input}, {@code [batch, input...]}, and an output {@code output},
 * {@code [batch, output...]}, both FLOAT with any batch size. It computes the same as {@link Network#predict},
 * including the layers that prepare features. Node names start with the path of the layer, for example
 * {@code 2.body.0/Gemm}. The metadata contains the class names as JSON under {@code inercia.classes}. The operators are
 * those of opset 13 (17 for layer normalisation).
 *
 * <pre>{@code
 * Onnx.write(network, Path.of("digits.onnx"));
 * Onnx.of(network).channelsFirst().logits().write(Path.of("digits.onnx"));
 * Network loaded = Onnx.read(Path.of("digits.onnx"));
 * }</pre>
 *
 * <p>Source: the ONNX specification, IR version 7 and operator set 13.
 */
public final class Onnx {

    private static final long LARGEST = Integer.MAX_VALUE - 8L;

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

    /**
     * Reads a graph as a network, which can predict, be trained further and be saved. Supports sequences of layers,
     * residual sums and concatenations, as exported by PyTorch or written by hand. A graph for images, channels first,
     * becomes a network for images {@code [height, width, channels]}. External data is read only from the model's
     * directory.
     *
     * @throws java.io.UncheckedIOException if the file cannot be read, is damaged, or has an operator that no layer
     *     of this library computes; the message names the node, the operator and the reason
     */
    public static Network read(Path path) {
        try {
            try {
                long size = Files.size(path);
                if (size > LARGEST) {
                    throw new IOException("it has " + size + " bytes, expected at most " + LARGEST);
                }
                Path directory = path.toAbsolutePath().getParent();
                return new OnnxImport(new OnnxModel(Files.readAllBytes(path), directory)).network();
            } catch (IllegalArgumentException
                    | ArithmeticException
                    | IndexOutOfBoundsException
                    | NegativeArraySizeException e) {
                throw new IOException("its nodes do not fit: " + Failure.cause(e), e);
            }
        } catch (IOException e) {
            IOException clear = Failure.of(path, "cannot be read as ONNX", e);
            throw new UncheckedIOException(clear.getMessage(), clear);
        }
    }

    /** Prepares to write a network with other options. */
    public static OnnxExport of(Network network) {
        return new OnnxExport(network, false, false);
    }
}
