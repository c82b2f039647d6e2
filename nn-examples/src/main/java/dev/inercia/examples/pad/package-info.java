/**
 * A pad to draw digits on in a browser, and a network that reads them while one draws:
 * {@link dev.inercia.examples.pad.Pad} serves the page, {@link dev.inercia.examples.pad.DigitNetwork} is the network,
 * {@link dev.inercia.examples.pad.Recipe} how it learns.
 *
 * <p>The browser sends strokes, not pixels, so that the picture is the same on every screen, and what the network sees is
 * made in one place: {@link dev.inercia.examples.pad.Strokes} draws, {@code DigitImage} normalises. The server remembers
 * no drawing; the page sends back what a correction is about.
 *
 * <p>May know: the library and nn-mnist, not the other examples.
 */
package dev.inercia.examples.pad;
