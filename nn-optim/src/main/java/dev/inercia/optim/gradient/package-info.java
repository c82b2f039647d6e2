/**
 * {@link dev.inercia.optim.gradient.GradientTransform}s, one per file: clipping, penalties and noise. They leave frozen
 * parameters alone.
 *
 * <pre>{@code
 * trainer.transform(new L2Penalty(1e-4)).transform(new ClipByGlobalNorm(1))
 * }</pre>
 *
 * <p>May know: {@code dev.inercia.optim}, the ground floor.
 */
package dev.inercia.optim.gradient;
