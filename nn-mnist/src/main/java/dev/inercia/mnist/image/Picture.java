package dev.inercia.mnist.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.Arrays;

/** Converts a picture of any size and type to bytes {@code [height, width, channels]}. */
final class Picture {

    private static final float WHITE = 255;

    private Picture() {}

    /**
     * Scales the whole picture to a size: area averaging along an axis that shrinks, linear interpolation along one
     * that grows. Transparent parts are white. Grey from colours is weighted as in ITU-R BT.601.
     *
     * @param channels 1 for grey; 3 for red, green and blue
     * @return {@code height * width * channels} unsigned bytes, the channels of a pixel side by side
     * @throws IllegalArgumentException if its samples are floats
     */
    static byte[] bytes(BufferedImage image, int height, int width, int channels) {
        Resampling columns = Resampling.of(image.getWidth(), width);
        Resampling rows = Resampling.of(image.getHeight(), height);
        RowReader reader = reader(image, channels);
        int oldWidth = image.getWidth();
        int row = width * channels;
        float[] old = new float[oldWidth * channels];
        float[] narrow = new float[row];
        float[] sums = new float[row];
        byte[] bytes = new byte[height * row];
        int read = -1;
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, 0);
            float[] weights = rows.weights()[y];
            for (int k = 0; k < weights.length; k++) {
                // Neighbouring rows may share one, which is not read twice.
                if (rows.first()[y] + k != read) {
                    read = rows.first()[y] + k;
                    reader.read(read, old);
                    narrow(old, columns, channels, narrow);
                }
                for (int i = 0; i < row; i++) {
                    sums[i] += weights[k] * narrow[i];
                }
            }
            for (int i = 0; i < row; i++) {
                bytes[y * row + i] = (byte) Math.max(0, Math.min(255, Math.round(sums[i])));
            }
        }
        return bytes;
    }

    private static void narrow(float[] old, Resampling columns, int channels, float[] to) {
        for (int x = 0; x < columns.size(); x++) {
            float[] weights = columns.weights()[x];
            int from = columns.first()[x] * channels;
            for (int c = 0; c < channels; c++) {
                float sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * old[from + k * channels + c];
                }
                to[x * channels + c] = sum;
            }
        }
    }

    /** Reads a row of pixels, 0 for black and 255 for white. */
    private interface RowReader {

        void read(int y, float[] to);
    }

    private static RowReader reader(BufferedImage image, int channels) {
        int type = image.getSampleModel().getDataType();
        if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
            throw new IllegalArgumentException(
                    "expected integer samples; found floats, which have no white of their own. Save it as PNG.");
        }
        return Brightness.isPlainGray(image) ? grey(image, channels) : colour(image, channels);
    }

    /** Grey samples are read directly: getRGB treats Java's grey as linear light and would brighten it. */
    private static RowReader grey(BufferedImage image, int channels) {
        Raster raster = image.getRaster();
        ColorModel colours = image.getColorModel();
        float white = (1 << colours.getComponentSize(0)) - 1;
        float opaque = colours.hasAlpha() ? (1 << colours.getComponentSize(1)) - 1 : 1;
        int width = image.getWidth();
        int[] light = new int[width];
        int[] alpha = new int[width];
        Arrays.fill(alpha, 1);
        return (y, to) -> {
            raster.getSamples(0, y, width, 1, 0, light);
            if (colours.hasAlpha()) {
                raster.getSamples(0, y, width, 1, 1, alpha);
            }
            for (int x = 0; x < width; x++) {
                float value = onWhite(WHITE * light[x] / white, alpha[x] / opaque);
                Arrays.fill(to, x * channels, (x + 1) * channels, value);
            }
        };
    }

    private static RowReader colour(BufferedImage image, int channels) {
        int width = image.getWidth();
        int[] row = new int[width];
        return (y, to) -> {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                float alpha = (row[x] >>> 24) / WHITE;
                float red = onWhite(row[x] >> 16 & 0xff, alpha);
                float green = onWhite(row[x] >> 8 & 0xff, alpha);
                float blue = onWhite(row[x] & 0xff, alpha);
                if (channels == 1) {
                    to[x] = 0.299f * red + 0.587f * green + 0.114f * blue;
                } else {
                    to[3 * x] = red;
                    to[3 * x + 1] = green;
                    to[3 * x + 2] = blue;
                }
            }
        };
    }

    private static float onWhite(float value, float alpha) {
        return alpha * value + (1 - alpha) * WHITE;
    }
}
