/**
 * Initialisers: where parameters start, one record a file. Randomness is always handed in.
 *
 * <pre>{@code
 * new Dense(100, new Relu()).weights(He.normal())
 * }</pre>
 *
 * <p>May know: {@code tensor}.
 */
package dev.inercia.nn.init;
