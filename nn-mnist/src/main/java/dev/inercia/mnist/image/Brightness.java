package dev.inercia.mnist.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;

/** What the pixels of a picture differ by: brightness, and in colour pictures hue. */
final class Brightness {

    private Brightness() {}

    /** A picture in which no pixel's channels differ by more is grey. */
    private static final float GREY = 0.05f;

    /**
     * The brightness of a picture, with transparent parts filled with paper; if it has colours, then how much redder
     * each pixel is than green, and how much bluer than yellow.
     *
     * <p>Colours are weighted as in ITU-R BT.601. Paper is white if the drawing is dark, black if it is light.
     *
     * @return one or three planes, each of values in [0, 1], row by row; 0 for black, or 0.5 for grey
     */
    static List<float[]> planes(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        float[] light = new float[width * height];
        float[] alpha = new float[width * height];
        List<float[]> planes = new ArrayList<>(List.of(light));
        int type = image.getSampleModel().getDataType();
        if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
            readFloats(image, light, alpha);
        } else if (isPlainGray(image)) {
            readGray(image, light, alpha);
        } else {
            readColour(image, light, alpha);
            planes.addAll(colours(image, alpha));
        }
        double drawn = 0;
        double brightness = 0;
        for (int i = 0; i < light.length; i++) {
            drawn += alpha[i];
            brightness += (double) alpha[i] * light[i];
        }
        float paper = brightness < drawn / 2 ? 1 : 0;
        for (int i = 0; i < light.length; i++) {
            light[i] = alpha[i] * light[i] + (1 - alpha[i]) * paper;
        }
        return planes;
    }

    /** The two opponent colours, transparent parts grey; nothing if the picture is grey. */
    private static List<float[]> colours(BufferedImage image, float[] alpha) {
        int width = image.getWidth();
        float[] redder = new float[alpha.length];
        float[] bluer = new float[alpha.length];
        int[] row = new int[width];
        float most = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                float red = (row[x] >> 16 & 0xff) / 255f;
                float green = (row[x] >> 8 & 0xff) / 255f;
                float blue = (row[x] & 0xff) / 255f;
                redder[i] = 0.5f + alpha[i] * (red - green) / 2;
                bluer[i] = 0.5f + alpha[i] * (blue - (red + green) / 2) / 2;
                most = Math.max(most, Math.max(Math.abs(redder[i] - 0.5f), Math.abs(bluer[i] - 0.5f)));
            }
        }
        return most > GREY / 2 ? List.of(redder, bluer) : List.of();
    }

    /** Grey samples are read directly: getRGB treats Java's grey as linear light and would brighten it. */
    static boolean isPlainGray(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        int type = colours.getTransferType();
        return colours instanceof ComponentColorModel
                && colours.getNumColorComponents() == 1
                && !colours.isAlphaPremultiplied()
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
    }

    private static void readGray(BufferedImage image, float[] light, float[] alpha) {
        Raster raster = image.getRaster();
        ColorModel colours = image.getColorModel();
        float white = (1 << colours.getComponentSize(0)) - 1;
        float opaque = colours.hasAlpha() ? (1 << colours.getComponentSize(1)) - 1 : 1;
        int width = image.getWidth();
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                light[y * width + x] = row[x] / white;
                alpha[y * width + x] = 1;
            }
            if (colours.hasAlpha()) {
                raster.getSamples(0, y, width, 1, 1, row);
                for (int x = 0; x < width; x++) {
                    alpha[y * width + x] = row[x] / opaque;
                }
            }
        }
    }

    /**
     * Floats have no white of their own: the whole range of the picture is taken, because Java's colour models read
     * beyond their tables where values exceed 1.
     */
    private static void readFloats(BufferedImage image, float[] light, float[] alpha) {
        Raster raster = image.getRaster();
        int bands = Math.min(3, raster.getNumBands());
        float[] row = new float[image.getWidth()];
        for (int band = 0; band < bands; band++) {
            for (int y = 0; y < image.getHeight(); y++) {
                raster.getSamples(0, y, row.length, 1, band, row);
                for (int x = 0; x < row.length; x++) {
                    light[y * row.length + x] += row[x] / bands;
                }
            }
        }
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : light) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "Digit image: expected finite samples; found " + value + ". Save the picture as PNG.");
            }
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        float range = most > least ? most - least : 1;
        for (int i = 0; i < light.length; i++) {
            light[i] = (light[i] - least) / range;
            alpha[i] = 1;
        }
    }

    private static void readColour(BufferedImage image, float[] light, float[] alpha) {
        int width = image.getWidth();
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int rgb = row[x];
                int red = rgb >> 16 & 0xff;
                int green = rgb >> 8 & 0xff;
                int blue = rgb & 0xff;
                light[y * width + x] = (0.299f * red + 0.587f * green + 0.114f * blue) / 255;
                alpha[y * width + x] = (rgb >>> 24) / 255f;
            }
        }
    }
}
