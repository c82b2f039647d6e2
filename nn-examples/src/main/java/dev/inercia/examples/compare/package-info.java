/**
 * The parts of {@link dev.inercia.examples.CompareOptimizers}: the {@link dev.inercia.examples.compare.Contender}s,
 * the {@link dev.inercia.examples.compare.Tournament} that finds their rates, trains and times them, and the
 * {@link dev.inercia.examples.compare.ResultTable}.
 *
 * <p>May know: the library and {@code plot}.
 */
package dev.inercia.examples.compare;
