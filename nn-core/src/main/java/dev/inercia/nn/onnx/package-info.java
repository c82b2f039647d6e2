/**
 * Import and export of ONNX, the exchange format that ONNX Runtime, browsers and phones read:
 * {@link dev.inercia.nn.onnx.Onnx}.
 *
 * <pre>{@code
 * Onnx.write(network, Path.of("digits.onnx"));
 * Network network = Onnx.read(Path.of("digits.onnx"));
 * }</pre>
 *
 * <p>Each layer has one small writer, in {@code LayerWriters} and {@code ActivationWriters}; your own layer or
 * activation implements {@link dev.inercia.nn.onnx.OnnxWritable}. This package reads and writes protocol buffers
 * itself, without a library.
 *
 * <p>May know: everything below, the network included.
 */
package dev.inercia.nn.onnx;
