package dev.inercia.examples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * A folder of drawn pictures: circles, crosses, squares and triangles of any colour, size, place and angle, on noisy
 * backgrounds, as PNG and JPEG files of various sizes.
 */
final class DrawnPictures {

    /** The shapes, of about the same area, around the origin. */
    private static final Map<String, Shape> SHAPES = new TreeMap<>(Map.of(
            "circle",
            new Ellipse2D.Double(-1, -1, 2, 2),
            "cross",
            cross(),
            "square",
            new Rectangle2D.Double(-0.9, -0.9, 1.8, 1.8),
            "triangle",
            triangle()));

    private DrawnPictures() {}

    private static Shape cross() {
        Area cross = new Area(new Rectangle2D.Double(-1.2, -0.4, 2.4, 0.8));
        cross.add(new Area(new Rectangle2D.Double(-0.4, -1.2, 0.8, 2.4)));
        return cross;
    }

    private static Shape triangle() {
        Polygon triangle = new Polygon(new int[] {0, 125, -125}, new int[] {-140, 75, 75}, 3);
        return AffineTransform.getScaleInstance(0.01, 0.01).createTransformedShape(triangle);
    }

    /** Draws pictures into a temporary folder, with a subfolder for each shape, which is deleted when the JVM ends. */
    static Path folder(int count, long seed) {
        try {
            Path folder = Files.createTempDirectory("inercia-pictures");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            draw(folder, count, seed);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("The pictures cannot be written: " + e.getMessage(), e);
        }
    }

    /** Draws as many of each shape. */
    static void draw(Path folder, int count, long seed) throws IOException {
        Random random = new Random(seed);
        for (Map.Entry<String, Shape> shape : SHAPES.entrySet()) {
            Path subfolder = Files.createDirectories(folder.resolve(shape.getKey()));
            for (int i = 0; i < count / SHAPES.size(); i++) {
                String format = i % 2 == 0 ? "png" : "jpg";
                ImageIO.write(
                        picture(shape.getValue(), random),
                        format,
                        subfolder.resolve(i + "." + format).toFile());
            }
        }
    }

    private static BufferedImage picture(Shape shape, Random random) {
        int width = 40 + random.nextInt(40);
        int height = 40 + random.nextInt(40);
        int paper = random.nextInt(256);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int level = Math.max(0, Math.min(255, (int) (paper + 20 * random.nextGaussian())));
                image.setRGB(x, y, new Color(level, level, level).getRGB());
            }
        }
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(
                Color.getHSBColor(random.nextFloat(), 0.7f + 0.3f * random.nextFloat(), paper < 128 ? 1 : 0.6f));
        double size = Math.min(width, height) * (0.15 + 0.15 * random.nextDouble());
        graphics.translate(
                width / 2.0 + (random.nextDouble() - 0.5) * (width - 3 * size),
                height / 2.0 + (random.nextDouble() - 0.5) * (height - 3 * size));
        graphics.rotate((random.nextDouble() - 0.5) * Math.PI / 4);
        graphics.scale(size, size);
        graphics.fill(shape);
        graphics.dispose();
        return image;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            System.err.println("The temporary folder " + folder + " was not deleted: " + e);
        }
    }
}
