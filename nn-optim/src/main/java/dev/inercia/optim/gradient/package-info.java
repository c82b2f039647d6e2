/**
 * {@link dev.inercia.optim.gradient.GradientTransform}s, one a file.
 *
 * <p>May know: {@code dev.inercia.optim}, the ground floor.
 */
package dev.inercia.optim.gradient;
