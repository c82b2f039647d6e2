/**
 * Networks to and from ONNX, the exchange format that ONNX Runtime, browsers and phones read:
 * {@link dev.inercia.nn.onnx.Onnx}.
 *
 * <pre>{@code
 * Onnx.write(network, Path.of("digits.onnx"));
 * Network network = Onnx.read(Path.of("digits.onnx"));
 * }</pre>
 *
 * <p>Each layer has one small writer, in {@code LayerWriters} and {@code ActivationWriters}; a layer or activation of
 * your
 * own implements {@link dev.inercia.nn.onnx.OnnxWritable}. Protocol buffers are read and written here, without a
 * library.
 *
 * <p>May know: everything below, the network included.
 */
package dev.inercia.nn.onnx;
