/**
 * Plots as SVG: {@link dev.inercia.plot.LinePlot}, {@link dev.inercia.plot.BarPlot} and
 * {@link dev.inercia.plot.CountsPlot} describe what to draw, and draw it without a display: as an element of a page or as
 * a file. Colours are told apart by colour-blind people, in light and in dark; titles and descriptions are there for
 * screen readers.
 *
 * <p>May know: nothing of the library.
 */
package dev.inercia.plot;
