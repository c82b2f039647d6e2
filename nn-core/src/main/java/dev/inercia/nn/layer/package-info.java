/**
 * Layers: {@link dev.inercia.nn.layer.Layer}, what one is; {@link dev.inercia.nn.layer.Parameter} and
 * {@link dev.inercia.nn.layer.Child}, what it declares; {@link dev.inercia.nn.layer.Binding}, what it is told;
 * {@link dev.inercia.nn.layer.Chance}, what it draws from; and one record per layer. Layers made of layers are
 * {@link dev.inercia.nn.layer.Sequential}, {@link dev.inercia.nn.layer.Residual} and
 * {@link dev.inercia.nn.layer.Parallel}; a user's own is made like them.
 *
 * <pre>{@code
 * new Dense(30, new Sigmoid())
 * }</pre>
 *
 * <p>May know: {@code activation}, {@code init}, {@code data}, {@code tensor}, {@code check}.
 */
package dev.inercia.nn.layer;
