/**
 * Training: {@link dev.inercia.train.Trainer}, the settings; {@link dev.inercia.train.Training}, a running training;
 * {@link dev.inercia.train.History}, its result; and {@link dev.inercia.train.Listener}s, one per file, for everything
 * optional. {@link dev.inercia.train.Checkpoints} save a training, {@link dev.inercia.train.Trainer#resume} goes on with
 * it: what it remembers is its course, its findings, the optimizer's state, and what listeners and gradient transforms
 * give out.
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
