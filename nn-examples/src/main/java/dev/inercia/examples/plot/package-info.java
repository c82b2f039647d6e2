/**
 * Pictures of weights and maps: {@link dev.inercia.examples.plot.Tiles}. Plots are drawn by {@link dev.inercia.plot}.
 *
 * <p>May know: nothing of the library.
 */
package dev.inercia.examples.plot;
