/**
 * Training: {@link dev.inercia.train.Trainer}, the settings; {@link dev.inercia.train.Training}, one training under
 * way; {@link dev.inercia.train.History}, what it came to; and {@link dev.inercia.train.Listener}s, one a file, for all
 * that is optional.
 *
 * <pre>{@code
 * History history = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.001))
 *         .epochs(15)
 *         .validation(test)
 *         .train(training);
 * }</pre>
 *
 * <p>May know: nn-core, {@code dev.inercia.optim}.
 */
package dev.inercia.train;
