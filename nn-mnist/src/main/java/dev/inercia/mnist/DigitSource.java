package dev.inercia.mnist;

import java.io.IOException;

/** A source of the four files. */
interface DigitSource {

    /**
     * Loads one file.
     *
     * @throws IOException if there is no intact copy; the message lists everything that was tried, and how to mend it
     */
    DigitData read(DigitFile file) throws IOException;
}
