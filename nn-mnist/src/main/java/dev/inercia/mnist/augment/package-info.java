/**
 * Augmentation of digits: {@link dev.inercia.mnist.augment.Distortion} shifts, rotates, stretches, slants and bends
 * training images, differently in every epoch.
 *
 * <pre>{@code
 * trainer.train(mnist.training().augmented(new Distortion(), 1));
 * }</pre>
 *
 * <p>May know: {@code dev.inercia.nn.data}, {@code dev.inercia.nn.tensor}.
 */
package dev.inercia.mnist.augment;
