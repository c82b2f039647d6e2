/**
 * Metrics: how good predictions are. A {@link dev.inercia.nn.metric.Metric} accumulates batches;
 * {@link dev.inercia.nn.metric.Problem} says which metrics apply.
 *
 * <pre>{@code
 * System.out.println(network.evaluate(test, new ConfusionMatrix()));
 * }</pre>
 *
 * <p>May know: {@code activation}, {@code data}, {@code tensor}, {@code check}.
 */
package dev.inercia.nn.metric;
