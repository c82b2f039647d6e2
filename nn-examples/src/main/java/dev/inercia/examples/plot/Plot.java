package dev.inercia.examples.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A drawn {@link Chart}, drawn {@link Bars} or {@link Counts}, as PNG and as SVG. Needs no display; equal charts give equal files.
 */
public final class Plot {

    private static final int WIDTH = 900;
    /** PNG pixels per SVG unit: sharp on a phone and in print. */
    private static final int PIXELS_PER_UNIT = 2;

    static {
        // Without a display, AWT would fail to find one. A setting made by the user is kept.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private final String name;
    private final Picture drawing;
    private final IntFunction<Picture> untitled;

    private Plot(String name, Picture drawing, IntFunction<Picture> untitled) {
        this.name = name;
        this.drawing = drawing;
        this.untitled = untitled;
    }

    /** Draws a chart. Values that are not finite, or not above 0 on a logarithmic axis, leave gaps. */
    public static Plot of(Chart chart) {
        return new Plot(chart.name(), Drawing.titled(chart, WIDTH), width -> Drawing.untitled(chart, width));
    }

    /** Draws bars. */
    public static Plot of(Bars bars) {
        return new Plot(bars.name(), BarDrawing.titled(bars, WIDTH), width -> BarDrawing.untitled(bars, width));
    }

    /** Draws counts. */
    public static Plot of(Counts counts) {
        return new Plot(
                counts.name(), CountsDrawing.titled(counts, WIDTH), width -> CountsDrawing.untitled(counts, width));
    }

    /** The drawing as an SVG document, with text as shapes, so that it looks the same everywhere. */
    public String svg() {
        return svg(drawing);
    }

    /**
     * A drawing for a page, as an SVG document of the given width without the title.
     *
     * @param width in the SVG's units, in which a line of text is about 20 high; from 300 on
     */
    public String svg(int width) {
        if (width < 300) {
            throw new IllegalArgumentException("A plot's width is at least 300, but is " + width);
        }
        return svg(untitled.apply(width));
    }

    private static String svg(Picture drawing) {
        VectorGraphics2D graphics = new VectorGraphics2D();
        drawing.paint(graphics);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new SVGProcessor()
                    .getDocument(graphics.getCommands(), new PageSize(drawing.width(), drawing.height()))
                    .writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The document type would be fetched from the network; a precision of 0.01 units is enough.
        return bytes.toString(StandardCharsets.UTF_8)
                .replaceFirst("<!DOCTYPE[^>]*>\\s*", "")
                .replaceAll("(\\.\\d\\d)\\d+", "$1");
    }

    /** The drawing as the content of a PNG file, with two pixels per SVG unit. */
    public byte[] png() {
        BufferedImage image = new BufferedImage(
                drawing.width() * PIXELS_PER_UNIT, drawing.height() * PIXELS_PER_UNIT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
            drawing.paint(graphics);
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // In memory: a stream chosen by ImageIO would register a shutdown hook, which fails during shutdown, for
        // example of an interrupted report.
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes {@code name.svg} and {@code name.png}, replacing existing files.
     *
     * @param directory the directory; created if it does not exist
     * @throws UncheckedIOException if they cannot be written
     */
    public void write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(name + ".svg"), svg());
            Files.write(directory.resolve(name + ".png"), png());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
