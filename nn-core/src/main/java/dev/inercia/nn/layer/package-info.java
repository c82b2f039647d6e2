/**
 * Layers: {@link dev.inercia.nn.layer.Layer} is the interface; {@link dev.inercia.nn.layer.Parameter} and
 * {@link dev.inercia.nn.layer.Child} are what a layer declares, {@link dev.inercia.nn.layer.Binding} is the context it
 * is bound in, and {@link dev.inercia.nn.layer.Chance} its random numbers; each layer is one record. Layers made of
 * layers are {@link dev.inercia.nn.layer.Sequential}, {@link dev.inercia.nn.layer.Residual} and
 * {@link dev.inercia.nn.layer.Parallel}; your own can be made the same way.
 *
 * <pre>{@code
 * new Dense(30, new Sigmoid())
 * }</pre>
 *
 * <p>May know: {@code activation}, {@code init}, {@code data}, {@code tensor}, {@code check}.
 */
package dev.inercia.nn.layer;
