/**
 * Plots: a {@link dev.inercia.examples.plot.Chart} of curves or {@link dev.inercia.examples.plot.Bars} describe what
 * to draw, {@code Plot} draws it as PNG and SVG, without a display.
 *
 * <p>May know: nothing of the library.
 */
package dev.inercia.examples.plot;
