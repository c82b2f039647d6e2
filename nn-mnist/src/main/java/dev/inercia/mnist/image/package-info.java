/**
 * A user's own pictures. {@link dev.inercia.mnist.image.Images} makes a folder of them a data set, with a class for each
 * subfolder. For a picture of a digit, {@link dev.inercia.mnist.image.DigitImage}
 * separates ink from paper, and {@link dev.inercia.mnist.image.MnistNormalizer} scales and centres the ink as in MNIST.
 *
 * <pre>{@code
 * network.predict(DigitImage.read(Path.of("seven.png")), probabilities);
 * }</pre>
 *
 * <p>May know: {@code dev.inercia.nn.data} and {@code dev.inercia.nn.tensor}, nothing else of the library.
 */
package dev.inercia.mnist.image;
