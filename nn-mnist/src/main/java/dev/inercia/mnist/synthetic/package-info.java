/**
 * Digits drawn by a program: {@link dev.inercia.mnist.synthetic.SyntheticDigits}, and behind it the styles that people
 * write in, as strokes, the hand that varies them, and the pen that inks them.
 *
 * <pre>{@code
 * Dataset digits = SyntheticDigits.generate(12_000, 1).dataset();
 * }</pre>
 *
 * <p>May know: {@code image} (for the normalisation), {@code dev.inercia.nn.data}, {@code dev.inercia.nn.tensor}.
 */
package dev.inercia.mnist.synthetic;
