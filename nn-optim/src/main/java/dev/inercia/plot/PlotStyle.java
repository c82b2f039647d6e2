package dev.inercia.plot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style of plots, for pages that contain them. */
public final class PlotStyle {

    private PlotStyle() {}

    /** CSS for light and dark; its colours are the variables {@code --c0} to {@code --c5}. */
    public static String css() {
        try (InputStream in = PlotStyle.class.getResourceAsStream("plot.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
