/**
 * A user's own picture of a digit as an input: {@link dev.inercia.mnist.image.DigitImage}, which separates ink from
 * paper, and {@link dev.inercia.mnist.image.MnistNormalizer}, which places the ink as MNIST's is placed.
 *
 * <pre>{@code
 * network.predict(DigitImage.read(Path.of("seven.png")), probabilities);
 * }</pre>
 *
 * <p>May know: the JDK alone.
 */
package dev.inercia.mnist.image;
