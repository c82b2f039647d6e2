/**
 * Files: {@link dev.inercia.nn.io.TensorFile}, named arrays in the safetensors format, and
 * {@link dev.inercia.nn.io.RecordCodec}, records to and from JSON.
 *
 * <p>Neither knows what a network is; {@link dev.inercia.nn.Network#save} puts the two together. No class named in a
 * file is ever instantiated because it is named there: a codec knows the records it may make.
 *
 * <p>May know: {@code tensor}.
 */
package dev.inercia.nn.io;
