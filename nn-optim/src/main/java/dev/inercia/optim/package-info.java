/**
 * Optimizers, one immutable record a file.
 *
 * <p>{@link dev.inercia.optim.Optimizer} is what they share, {@link dev.inercia.optim.ElementWise} what those are that
 * treat every parameter by itself, {@link dev.inercia.optim.State} what they remember. {@link dev.inercia.optim.Lamb}
 * and {@link dev.inercia.optim.Muon} look at whole matrices. {@link dev.inercia.optim.Lookahead}, {@link
 * dev.inercia.optim.ExponentialMovingAverage} and {@link dev.inercia.optim.StochasticWeightAveraging} are wrapped
 * around any other.
 *
 * <pre>{@code
 * Optimizer adam = new Adam(0.001);
 * State state = adam.start(network.parameters());
 * adam.step(network.parameters(), pass.gradients(), state);
 * }</pre>
 *
 * <p>May know: nn-core's {@code tensor}.
 */
package dev.inercia.optim;
