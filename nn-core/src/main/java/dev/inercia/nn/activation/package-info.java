/**
 * Activations: one record a file, each a plain loop for its values and one for its gradient.
 *
 * <p>{@link dev.inercia.nn.activation.Activation} is what they share; {@link dev.inercia.nn.activation.ArrayActivation}
 * is for writing one in ND4J calls; {@link dev.inercia.nn.activation.BoundActivation} applies any of them to whole
 * matrices without making anything.
 *
 * <pre>{@code
 * new Dense(30, new Sigmoid())
 * }</pre>
 *
 * <p>May know: {@code tensor}.
 */
package dev.inercia.nn.activation;
