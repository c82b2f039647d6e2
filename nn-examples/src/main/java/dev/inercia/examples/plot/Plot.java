package dev.inercia.examples.plot;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;

/**
 * A drawn {@link Chart}, as PNG and as SVG. It needs no display, and draws equal charts equally.
 */
public final class Plot {

    /** The PNG's pixels per unit of the drawing: sharp on today's screens and in print. */
    private static final int PIXELS_PER_UNIT = 2;

    static {
        // Without a display AWT would else fail; a user who has set it otherwise is left alone.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private final Chart chart;
    private final XYChart drawing;

    private Plot(Chart chart) {
        this.chart = chart;
        this.drawing = Drawing.of(chart);
    }

    /** Draws a chart. */
    public static Plot of(Chart chart) {
        return new Plot(chart);
    }

    /** The drawing as an SVG document. */
    public String svg() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ChartEncoder.saveChart(drawing, bytes, "svg");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot draw " + chart.name() + " as SVG", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The drawing as a PNG file's content, with twice as many pixels as the SVG has units. */
    public byte[] png() {
        BufferedImage image = new BufferedImage(
                drawing.getWidth() * PIXELS_PER_UNIT,
                drawing.getHeight() * PIXELS_PER_UNIT,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
            drawing.paint(graphics, drawing.getWidth(), drawing.getHeight());
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot draw " + chart.name() + " as PNG", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes {@code name.png} and {@code name.svg} with the chart's name, over files that are there.
     *
     * @param directory where to; must exist
     */
    public void write(Path directory) throws IOException {
        Files.writeString(directory.resolve(chart.name() + ".svg"), svg());
        Files.write(directory.resolve(chart.name() + ".png"), png());
    }
}
