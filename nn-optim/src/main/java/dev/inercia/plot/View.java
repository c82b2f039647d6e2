package dev.inercia.plot;

import java.util.Locale;
import java.util.Objects;

/**
 * How a plot is drawn.
 *
 * @param width in pixels, from {@value #SMALLEST} on; from {@value #WIDE} on, lines are labelled at their ends
 * @param language of the words that are not the plot's own; English and Spanish are known, others give English
 */
public record View(int width, Locale language) {

    /** The width below which a plot cannot be read. */
    public static final int SMALLEST = 300;

    /** The width of a plot of which two fit side by side on a page. */
    public static final int USUAL = 460;

    /** The width from which lines are labelled at their ends. */
    public static final int WIDE = 600;

    /** Checks the width. */
    public View {
        Objects.requireNonNull(language, "language");
        if (width < SMALLEST) {
            throw new IllegalArgumentException("Expected a width of at least " + SMALLEST + ", but got " + width);
        }
    }

    /** In English. */
    public static View of(int width) {
        return new View(width, Locale.ENGLISH);
    }

    /** With words in another language. */
    public View in(Locale newLanguage) {
        return new View(width, newLanguage);
    }
}
