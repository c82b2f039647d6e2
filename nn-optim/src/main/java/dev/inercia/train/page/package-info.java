/**
 * Trainings to look at: {@link dev.inercia.train.page.Curves} draws finished ones into one file,
 * {@link dev.inercia.train.page.TrainingPage} shows running ones in a browser.
 *
 * <p>Both draw SVG with {@link dev.inercia.plot}, and the page needs no plotting library in the browser: the server
 * sends finished drawings, so that the live page, the page saved at the end and the curves look alike and are tested in
 * one place, nothing is built or downloaded, and a screen reader gets the same words everywhere. What a library such as
 * uPlot would add, zooming and values under the pointer, is done by tables of all numbers.
 *
 * <p>May know: nn-core, {@code dev.inercia.train}, {@code dev.inercia.plot}, {@code dev.inercia.web}.
 */
package dev.inercia.train.page;
