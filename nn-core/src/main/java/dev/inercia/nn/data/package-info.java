/**
 * Data: {@link dev.inercia.nn.data.Dataset}, examples that can be iterated any number of times, and
 * {@link dev.inercia.nn.data.Batch}, the buffer that holds some of them while a network computes. An
 * {@link dev.inercia.nn.data.Augmentation} perturbs them as they are gathered.
 *
 * <pre>{@code
 * Dataset xor = Dataset.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0});
 * }</pre>
 *
 * <p>Features are {@code [batch, ...]}; targets are class indices {@code [batch]} or values {@code [batch, ...]}.
 *
 * <p>May know: {@code tensor}.
 */
package dev.inercia.nn.data;
