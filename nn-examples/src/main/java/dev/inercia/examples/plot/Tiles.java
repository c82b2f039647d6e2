package dev.inercia.examples.plot;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Small images side by side, row by row, each enlarged to the same size: white is 0, red is above, blue below, each
 * scaled to its own largest value.
 */
public final class Tiles {

    private static final int SIDE = 84;
    private static final int GAP = 6;

    private final List<List<INDArray>> rows = new ArrayList<>();

    /** Adds a row of images: the channels of one array. */
    public Tiles row(INDArray channels) {
        List<INDArray> row = new ArrayList<>();
        for (int c = 0; c < channels.size(2); c++) {
            row.add(channels.tensorAlongDimension(c, 0, 1).dup('c'));
        }
        rows.add(row);
        return this;
    }

    /** Writes a PNG file, and directories that are missing. */
    public void write(Path file) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        BufferedImage image = new BufferedImage(
                GAP + columns * (SIDE + GAP), GAP + rows.size() * (SIDE + GAP), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, 0xc8c8c8);
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < rows.get(r).size(); c++) {
                draw(rows.get(r).get(c), image, GAP + c * (SIDE + GAP), GAP + r * (SIDE + GAP));
            }
        }
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void draw(INDArray values, BufferedImage image, int left, int top) {
        double[][] matrix = values.toDoubleMatrix();
        double most = 1e-12;
        for (double[] row : matrix) {
            for (double value : row) {
                most = Math.max(most, Math.abs(value));
            }
        }
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double value = matrix[y * matrix.length / SIDE][x * matrix[0].length / SIDE] / most;
                image.setRGB(left + x, top + y, colour(value));
            }
        }
    }

    /** From blue for -1 over white to red for 1; dark towards both ends. */
    private static int colour(double value) {
        int strong = (int) Math.round(255 - 90 * Math.abs(value));
        int weak = (int) Math.round(255 * (1 - Math.abs(value)));
        return value < 0 ? weak << 16 | weak << 8 | strong : strong << 16 | weak << 8 | weak;
    }
}
