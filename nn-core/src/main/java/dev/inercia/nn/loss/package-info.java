/**
 * Losses, one record a file.
 *
 * <p>{@link dev.inercia.nn.loss.Loss} is what they share, {@link dev.inercia.nn.loss.RowLoss} what the library's own
 * are written as. Each javadoc says what is averaged over what.
 *
 * <pre>{@code
 * new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.001))
 * }</pre>
 *
 * <p>May know: {@code activation}, {@code tensor}, {@code check}.
 */
package dev.inercia.nn.loss;
