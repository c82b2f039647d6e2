/**
 * Activations: one record per file, each with a plain loop for the values and one for the gradient.
 *
 * <p>{@link dev.inercia.nn.activation.Activation} is their interface;
 * {@link dev.inercia.nn.activation.ArrayActivation} is for activations in ND4J calls;
 * {@link dev.inercia.nn.activation.BoundActivation} applies them to whole matrices without allocating.
 *
 * <pre>{@code
 * new Dense(30, new Sigmoid())
 * }</pre>
 *
 * <p>May know: {@code data}, {@code tensor}, {@code check}.
 */
package dev.inercia.nn.activation;
