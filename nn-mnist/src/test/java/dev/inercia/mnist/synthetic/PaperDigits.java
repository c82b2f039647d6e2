package dev.inercia.mnist.synthetic;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * Pictures of pen-written digits on simulated paper, as files: ink, light, shadow, scanner, camera and compression. The
 * same seed gives the same pictures.
 */
final class PaperDigits {

    /** How the picture came about. */
    enum Style {
        DRAWN,
        DRAWN_LIGHT_ON_DARK,
        HAIRLINE,
        MARKER,
        PENCIL,
        BLUE_PEN,
        RED_PEN,
        COLOURED_PAPER,
        CHALK,
        GREEN_ON_RED,
        LIGHT_FROM_ONE_SIDE,
        LIGHT_FROM_ABOVE,
        SOFT_SHADOW,
        HARD_SHADOW,
        SCAN_EDGE,
        TWO_SCAN_EDGES,
        ROTATED,
        LOW_JPEG,
        SMALL,
        LYING_PHOTOGRAPH
    }

    /** A picture: the digit that it shows, a PNG or JPEG file, and the ink alone, white on black. */
    record Picture(Style style, int digit, byte[] file, BufferedImage plain) {}

    private final SplittableRandom random;
    private final Handwriting hand;

    PaperDigits(long seed) {
        random = new SplittableRandom(seed);
        hand = new Handwriting(random.split());
    }

    /** So many pictures of one style, of each digit as many. */
    List<Picture> make(Style style, int count) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pictures.add(picture(style, i % 10));
        }
        return pictures;
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private Picture picture(Style style, int digit) throws IOException {
        boolean isPhotograph = style.ordinal() >= Style.LIGHT_FROM_ONE_SIDE.ordinal() && style != Style.SMALL;
        int side = style == Style.SMALL ? (int) between(24, 48) : (int) between(160, isPhotograph ? 500 : 300);
        int width = side;
        int height = (int) (side * between(0.9, 1.3));
        BufferedImage plain = ink(style, digit, width, height);
        double[] paper = colour(paper(style));
        double[] pen = colour(pen(style));
        double noise = isPhotograph || style == Style.PENCIL ? between(0.005, 0.02) : 0;
        Light light = light(style, width, height);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double cover = plain.getRaster().getSample(x, y, 0) / 255.0;
                if (style == Style.PENCIL || style == Style.CHALK) {
                    cover *= between(0.6, 1); // the grain of the paper
                }
                double bright = light.at(x, y);
                double grain = noise * Handwriting.normal(random);
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    double value = bright * (paper[c] * (1 - cover) + pen[c] * cover) + grain;
                    rgb = rgb << 8 | (int) Math.round(255 * Math.max(0, Math.min(1, value)));
                }
                image.setRGB(x, y, rgb);
            }
        }
        byte[] file = switch (style) {
            case LOW_JPEG -> jpeg(image, 0.15f);
            case LYING_PHOTOGRAPH -> lying(image);
            default -> isPhotograph ? jpeg(image, 0.8f) : png(image);
        };
        return new Picture(style, digit, file, plain);
    }

    /** How much ink covers each pixel, 0 to 255. */
    private BufferedImage ink(Style style, int digit, int width, int height) {
        List<double[]> curves = hand.curves(digit);
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double[] curve : curves) {
            for (int i = 0; i < curve.length; i++) {
                low[i & 1] = Math.min(low[i & 1], curve[i]);
                high[i & 1] = Math.max(high[i & 1], curve[i]);
            }
        }
        double size = between(0.5, 0.7) * Math.min(width, height);
        double scale = size / Math.max(high[0] - low[0], high[1] - low[1]);
        double stroke = switch (style) {
            case HAIRLINE -> Math.max(1, between(0.008, 0.02) * size);
            case MARKER -> between(0.16, 0.22) * size;
            case SMALL -> Math.max(1.5, between(0.08, 0.13) * size);
            default -> between(0.05, 0.12) * size;
        };
        double room = 0.08 * Math.min(width, height) + stroke / 2;
        double spareX = Math.max(0, width - 2 * room - scale * (high[0] - low[0]));
        double spareY = Math.max(0, height - 2 * room - scale * (high[1] - low[1]));
        AffineTransform place = new AffineTransform();
        place.translate(room + spareX * between(0.2, 0.8), room + spareY * between(0.2, 0.8));
        place.scale(scale, scale);
        place.translate(-low[0], -low[1]);
        if (style == Style.ROTATED) {
            double turn = between(0.1, 0.25) * (random.nextDouble() < 0.5 ? -1 : 1);
            place.rotate(turn, (low[0] + high[0]) / 2, (low[1] + high[1]) / 2);
        }
        BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.setStroke(new BasicStroke((float) stroke, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (double[] curve : curves) {
            Path2D path = new Path2D.Double();
            path.moveTo(curve[0], curve[1]);
            for (int i = 2; i < curve.length; i += 2) {
                path.lineTo(curve[i], curve[i + 1]);
            }
            graphics.draw(place.createTransformedShape(path));
        }
        graphics.dispose();
        return canvas;
    }

    private int paper(Style style) {
        return switch (style) {
            case DRAWN_LIGHT_ON_DARK -> 0x101010;
            case COLOURED_PAPER -> 0xffee66;
            case CHALK -> 0x2f5540;
            case GREEN_ON_RED -> 0xd04040;
            case DRAWN, HAIRLINE, MARKER, SMALL -> 0xffffff;
            default -> 0xf0ece4;
        };
    }

    private int pen(Style style) {
        return switch (style) {
            case DRAWN_LIGHT_ON_DARK -> 0xf4f4f4;
            case PENCIL -> 0x8c8c90;
            case BLUE_PEN, COLOURED_PAPER -> 0x2038a0;
            case RED_PEN -> 0xc82830;
            case CHALK -> 0xe8e8e0;
            case GREEN_ON_RED -> 0x30923c; // within one part in 255 as bright as the paper
            default -> random.nextDouble() < 0.5 ? 0x202024 : 0x203080;
        };
    }

    private static double[] colour(int rgb) {
        return new double[] {(rgb >> 16) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0};
    }

    /** How bright the paper is lit, 0 to 1. */
    private interface Light {
        double at(int x, int y);
    }

    private Light light(Style style, int width, int height) {
        double angle = between(0, 2 * Math.PI);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double offset = between(-0.15, 0.15);
        double dark = between(0.4, 0.65);
        double bar = 0.04 * between(0.8, 1.2);
        int edge = random.nextInt(4);
        return switch (style) {
            case LIGHT_FROM_ONE_SIDE, ROTATED, LOW_JPEG, LYING_PHOTOGRAPH ->
                (x, y) -> 0.75 + 0.2 * (cos * (2.0 * x / width - 1) + sin * (2.0 * y / height - 1));
            case LIGHT_FROM_ABOVE ->
                (x, y) -> {
                    double u = 2.0 * x / width - 1 - offset;
                    double v = 2.0 * y / height - 1 + offset;
                    return 0.95 - 0.22 * (u * u + v * v);
                };
            case SOFT_SHADOW, HARD_SHADOW ->
                (x, y) -> {
                    double across = cos * (2.0 * x / width - 1) + sin * (2.0 * y / height - 1) - offset;
                    double soft = style == Style.HARD_SHADOW ? 0.01 : 0.5;
                    double lit = Math.max(0, Math.min(1, across / soft + 0.5));
                    return 0.95 * (dark + (1 - dark) * lit);
                };
            case SCAN_EDGE, TWO_SCAN_EDGES ->
                (x, y) -> {
                    double[] distance = {
                        x / (double) width, y / (double) height, 1 - (x + 1.0) / width, 1 - (y + 1.0) / height
                    };
                    boolean isBar = distance[edge] < bar
                            || style == Style.TWO_SCAN_EDGES && distance[(edge + 1) % 4] < bar * (0.5 + offset);
                    return isBar ? 0.05 : 0.97;
                };
            default -> (x, y) -> 1;
        };
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] jpeg(BufferedImage image, float quality) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** A photograph as its sensor lay, a quarter turn to the left, with a note to turn it right (orientation 6). */
    private static byte[] lying(BufferedImage upright) throws IOException {
        int width = upright.getWidth();
        int height = upright.getHeight();
        BufferedImage image = new BufferedImage(height, width, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(y, width - 1 - x, upright.getRGB(x, y));
            }
        }
        byte[] jpeg = jpeg(image, 0.8f);
        int[] exif = {
            0xff, 0xe1, 0, 30, 'E', 'x', 'i', 'f', 0, 0, // then a TIFF header with one entry, 0x0112
            'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        for (int b : exif) {
            out.write(b);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
