/**
 * Metrics: how good predictions are, in figures for people. A {@link dev.inercia.nn.metric.Metric} adds up batches;
 * {@link dev.inercia.nn.metric.Problem} says which of them fit.
 *
 * <pre>{@code
 * System.out.println(network.evaluate(test, new ConfusionMatrix()));
 * }</pre>
 *
 * <p>May know: {@code activation}, {@code data}, {@code tensor}, {@code check}.
 */
package dev.inercia.nn.metric;
