/**
 * Argument checks: {@link dev.inercia.nn.check.Range}, the ranges of settings, also for your own records;
 * {@link dev.inercia.nn.check.Probabilities}, which recognises probabilities;
 * {@link dev.inercia.nn.check.CheckReturnValue}, for results that must be used, and
 * {@link dev.inercia.nn.check.CanIgnoreReturnValue}, for the exceptions.
 *
 * <pre>{@code
 * Range.fraction("Adam", "beta1", beta1);
 * }</pre>
 *
 * <p>May know: nothing of the library.
 */
package dev.inercia.nn.check;
