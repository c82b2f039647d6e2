/**
 * Losses, one record per file.
 *
 * <p>{@link dev.inercia.nn.loss.Loss} is their interface, {@link dev.inercia.nn.loss.RowLoss} the interface of the
 * library's own. Each javadoc says how the loss is averaged.
 *
 * <pre>{@code
 * new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.001))
 * }</pre>
 *
 * <p>May know: {@code activation}, {@code tensor}, {@code check}.
 */
package dev.inercia.nn.loss;
