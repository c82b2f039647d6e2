/**
 * Plots: a {@link dev.inercia.examples.plot.Chart} of curves or {@link dev.inercia.examples.plot.Bars} say what is drawn,
 * {@code Plot} draws it as PNG and SVG, without a display.
 *
 * <p>May know: nothing of ours.
 */
package dev.inercia.examples.plot;
