/**
 * Layers: {@link dev.inercia.nn.layer.Layer}, what one is; {@link dev.inercia.nn.layer.Parameter} and
 * {@link dev.inercia.nn.layer.Child}, what it declares; {@link dev.inercia.nn.layer.Binding}, what it is told; and one
 * record per layer.
 *
 * <pre>{@code
 * new Dense(30, new Sigmoid())
 * }</pre>
 *
 * <p>May know: {@code activation}, {@code init}, {@code tensor}.
 */
package dev.inercia.nn.layer;
