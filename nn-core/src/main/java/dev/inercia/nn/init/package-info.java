/**
 * Initialisers: the initial values of parameters, one record per file. The caller supplies the random generator.
 *
 * <pre>{@code
 * new Dense(100, new Relu()).weights(He.normal())
 * }</pre>
 *
 * <p>May know: {@code tensor}.
 */
package dev.inercia.nn.init;
