/**
 * Where digits come from.
 *
 * <p>{@link dev.inercia.mnist.Mnist} loads MNIST, Fashion-MNIST and KMNIST ({@link dev.inercia.mnist.DigitSet}) from a
 * directory, from the cache or from the mirrors, verified. {@link dev.inercia.mnist.Idx} reads and writes the file
 * format of them all. Below it: {@code synthetic} draws digits where there is neither a network nor a file, and
 * {@code image} brings a user's own picture into the form of MNIST.
 *
 * <pre>{@code
 * Mnist mnist = Mnist.load();
 * Dataset train = mnist.train();        // 60,000 images of [784], pixels in [0, 1]
 * Dataset test = mnist.test();          // 10,000
 * }</pre>
 *
 * <p>May know: {@code dev.inercia.nn.data} and {@code dev.inercia.nn.tensor}, nothing else of the library. No argument
 * and no result is ever null.
 */
package dev.inercia.mnist;
