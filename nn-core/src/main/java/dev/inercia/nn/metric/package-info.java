/**
 * Metrics: how good predictions are, in figures for people.
 *
 * <pre>{@code
 * System.out.println(network.evaluate(test, new ConfusionMatrix()));
 * }</pre>
 *
 * <p>May know: {@code tensor}.
 */
package dev.inercia.nn.metric;
