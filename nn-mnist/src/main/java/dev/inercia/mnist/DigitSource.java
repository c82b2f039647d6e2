package dev.inercia.mnist;

import java.io.IOException;

/** Where the four files come from. */
interface DigitSource {

    /**
     * Gets one file.
     *
     * @throws IOException if there is no sound copy; the message names every place that was tried, and the mend
     */
    DigitData read(DigitFile file) throws IOException;
}
