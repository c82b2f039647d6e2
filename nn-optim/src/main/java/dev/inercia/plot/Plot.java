package dev.inercia.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What can be drawn: the content without its style. */
public sealed interface Plot permits LinePlot, BarPlot, CountsPlot {

    /** Letters, digits and hyphens, beginning with a letter; begins the ids in the drawing. */
    String name();

    /** Above the plot. */
    String title();

    /** What the plot shows, in words, for those who cannot see it. */
    String description(Locale language);

    /** {@link #description(Locale)} in English. */
    default String description() {
        return description(Locale.ENGLISH);
    }

    /** {@link #svg(View)} with a width of {@link View#USUAL} in English. */
    default String svg() {
        return svg(View.of(View.USUAL));
    }

    /**
     * The drawing as an {@code svg} element for a page whose style includes {@link PlotStyle#css}. Drawings of one plot
     * in different widths have different ids, so that a page can hold both.
     */
    default String svg(View view) {
        return Drawing.of(this, view).element();
    }

    /**
     * The drawing as an SVG document that needs nothing else: style included, light and dark. Its colours are written
     * out, so that programs that know no variables, such as text processors, show it too.
     */
    default String document(View view) {
        return Drawing.of(this, view).document();
    }

    /**
     * Writes a {@link #document} in English, wide enough for labels at the ends of lines, replacing an existing file.
     *
     * @param file ends in {@code .svg}; its directories are created
     * @throws IllegalArgumentException if its name has another ending
     */
    default void save(Path file) throws IOException {
        if (!file.toString().endsWith(".svg")) {
            throw new IllegalArgumentException("Expected a file name that ends in .svg, but got " + file);
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.writeString(file, document(View.of(Drawing.DOCUMENT_WIDTH)));
    }
}
