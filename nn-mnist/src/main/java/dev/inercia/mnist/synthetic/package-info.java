/**
 * Synthetic digits: {@link dev.inercia.mnist.synthetic.SyntheticDigits}, made of strokes in the styles that people
 * write, a hand that varies them, and a pen that draws them.
 *
 * <pre>{@code
 * Dataset digits = SyntheticDigits.generate(12_000, 1).dataset();
 * }</pre>
 *
 * <p>May know: {@code image} (for the normalisation), {@code dev.inercia.nn.data}, {@code dev.inercia.nn.tensor}.
 */
package dev.inercia.mnist.synthetic;
