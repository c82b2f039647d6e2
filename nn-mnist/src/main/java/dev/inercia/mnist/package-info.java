/**
 * Loads data sets of images.
 *
 * <p>{@link dev.inercia.mnist.Mnist} loads MNIST, Fashion-MNIST and KMNIST ({@link dev.inercia.mnist.DigitSet}) from a
 * directory, the cache or the mirrors, and verifies them. {@link dev.inercia.mnist.Idx} reads and writes their file
 * format. In the packages below, {@code synthetic} draws digits without network or files, {@code image} reads
 * a user's own pictures, and {@code augment} distorts images. {@link dev.inercia.mnist.Cifar10} reads CIFAR-10.
 *
 * <pre>{@code
 * Mnist mnist = Mnist.load();
 * Dataset train = mnist.train();        // 60,000 images of [784], pixels in [0, 1]
 * Dataset test = mnist.test();          // 10,000
 * }</pre>
 *
 * <p>May know: {@code dev.inercia.nn.data} and {@code dev.inercia.nn.tensor}, nothing else of the library. Neither
 * arguments nor results are ever null.
 */
package dev.inercia.mnist;
