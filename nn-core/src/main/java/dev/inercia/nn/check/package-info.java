/**
 * What callers are held to: {@link dev.inercia.nn.check.Range}, the ranges of settings, for your own records too;
 * {@link dev.inercia.nn.check.Probabilities}, whether numbers are;
 * {@link dev.inercia.nn.check.CheckReturnValue}, results that must be used, and
 * {@link dev.inercia.nn.check.CanIgnoreReturnValue}, the exceptions.
 *
 * <pre>{@code
 * Range.fraction("Adam", "beta1", beta1);
 * }</pre>
 *
 * <p>May know: nothing of the library.
 */
package dev.inercia.nn.check;
