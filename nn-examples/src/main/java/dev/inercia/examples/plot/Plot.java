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
import javax.imageio.ImageIO;

/**
 * A drawn {@link Chart}, as PNG and as SVG. Needs no display; equal charts give equal files.
 */
public final class Plot {

    /** The PNG's pixels per unit of the SVG: sharp on a phone and in print. */
    private static final int PIXELS_PER_UNIT = 2;

    static {
        // Where there is no display, AWT would look for one in vain; who has chosen otherwise is left alone.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private final String name;
    private final Drawing drawing;

    private Plot(Chart chart) {
        this.name = chart.name();
        this.drawing = Drawing.of(chart);
    }

    /** Draws a chart. Values that are not finite, or not above 0 on a logarithmic axis, leave a gap. */
    public static Plot of(Chart chart) {
        return new Plot(chart);
    }

    /** The drawing as an SVG document, text drawn as shapes: it looks the same everywhere. */
    public String svg() {
        VectorGraphics2D graphics = new VectorGraphics2D();
        drawing.paint(graphics);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new SVGProcessor()
                    .getDocument(graphics.getCommands(), new PageSize(Drawing.WIDTH, drawing.height()))
                    .writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // A hundredth is enough, and the document type would have to be fetched from the network.
        return bytes.toString(StandardCharsets.UTF_8)
                .replaceFirst("<!DOCTYPE[^>]*>\\s*", "")
                .replaceAll("(\\.\\d\\d)\\d+", "$1");
    }

    /** The drawing as a PNG file's content, with twice as many pixels as the SVG has units. */
    public byte[] png() {
        BufferedImage image = new BufferedImage(
                Drawing.WIDTH * PIXELS_PER_UNIT, drawing.height() * PIXELS_PER_UNIT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
            drawing.paint(graphics);
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes {@code name.svg} and {@code name.png}, over files that are there.
     *
     * @param directory where to; must exist
     */
    public void write(Path directory) throws IOException {
        Files.writeString(directory.resolve(name + ".svg"), svg());
        Files.write(directory.resolve(name + ".png"), png());
    }
}
