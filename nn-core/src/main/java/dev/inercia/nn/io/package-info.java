/**
 * Files: {@link dev.inercia.nn.io.TensorFile}, named arrays in the safetensors format, and
 * {@link dev.inercia.nn.io.RecordCodec}, records as JSON.
 *
 * <p>Neither depends on networks; {@link dev.inercia.nn.Network#save} combines the two. A class name in a file never
 * loads a class: a codec creates only the records that it was given.
 *
 * <p>May know: {@code tensor}.
 */
package dev.inercia.nn.io;
