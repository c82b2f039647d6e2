/**
 * Plots: a {@link dev.inercia.examples.plot.Chart} says what is drawn, {@code Plot} draws it as PNG and SVG, without a
 * display.
 *
 * <p>May know: nothing of ours.
 */
package dev.inercia.examples.plot;
