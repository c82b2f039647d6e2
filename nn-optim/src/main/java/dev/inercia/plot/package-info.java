/**
 * Plots as SVG: a {@link dev.inercia.plot.LinePlot} describes what to draw, and draws it without a display. Colours are
 * told apart by colour-blind people, in light and in dark; titles and descriptions are there for screen readers.
 *
 * <p>May know: nothing of the library.
 */
package dev.inercia.plot;
