/**
 * Converts a user's own picture of a digit to an input: {@link dev.inercia.mnist.image.DigitImage} separates ink from
 * paper, and {@link dev.inercia.mnist.image.MnistNormalizer} scales and centres the ink as in MNIST.
 *
 * <pre>{@code
 * network.predict(DigitImage.read(Path.of("seven.png")), probabilities);
 * }</pre>
 *
 * <p>May know: the JDK alone.
 */
package dev.inercia.mnist.image;
