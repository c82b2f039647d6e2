package dev.inercia.mnist.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pictures of any size and type as bytes, channels last. */
class PictureTest {

    private static BufferedImage image(int type, int width, int... rgb) {
        BufferedImage image = new BufferedImage(width, rgb.length / width, type);
        for (int i = 0; i < rgb.length; i++) {
            image.setRGB(i % width, i / width, rgb[i]);
        }
        return image;
    }

    private static int[] values(BufferedImage image, int height, int width, int channels) {
        byte[] bytes = Picture.bytes(image, height, width, channels);
        assertThat(bytes).hasSize(height * width * channels);
        int[] values = new int[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] & 255;
        }
        return values;
    }

    private static BufferedImage grey(int width, int... values) {
        BufferedImage image = new BufferedImage(width, values.length / width, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < values.length; i++) {
            image.getRaster().setSample(i % width, i / width, 0, values[i]);
        }
        return image;
    }

    @Test
    void channelsLieSideBySide() {
        BufferedImage image = image(BufferedImage.TYPE_INT_RGB, 2, 0x0a141e, 0xff0000, 0x00ff00, 0x0000ff);
        assertThat(values(image, 2, 2, 3)).containsExactly(10, 20, 30, 255, 0, 0, 0, 255, 0, 0, 0, 255);
        // 0.299, 0.587 and 0.114 of 255, and 0.299 * 10 + 0.587 * 20 + 0.114 * 30 = 18.15
        assertThat(values(image, 2, 2, 1)).containsExactly(18, 76, 150, 29);
    }

    @Test
    void areasAreAveraged() {
        int[] squares = {0, 100, 20, 20, 100, 200, 20, 20, 8, 8, 255, 0, 8, 8, 0, 255};
        assertThat(values(grey(4, squares), 2, 2, 1)).containsExactly(100, 20, 8, 128);
        // Thirds: (2 a + b) / 3 and (b + 2 c) / 3.
        assertThat(values(grey(3, 30, 90, 150), 1, 2, 1)).containsExactly(50, 130);
        assertThat(values(grey(1, 30, 90, 150), 2, 1, 1)).containsExactly(50, 130);
        assertThat(values(grey(2, 0, 0, 255, 255), 1, 1, 3)).containsExactly(128, 128, 128);
    }

    @Test
    void enlargingInterpolates() {
        // Pixels of a line twice as long lie at -1/4, 1/4, 3/4 and 5/4 of the old ones; the first and last are held.
        assertThat(values(grey(2, 0, 200), 1, 4, 1)).containsExactly(0, 50, 150, 200);
        assertThat(values(grey(1, 77), 3, 2, 1)).containsOnly(77);
    }

    @Test
    void scalesAsTheDigitsDo() {
        Random random = new Random(3);
        for (int trial = 0; trial < 200; trial++) {
            int width = 1 + random.nextInt(40);
            int height = 1 + random.nextInt(40);
            int newWidth = 1 + random.nextInt(40);
            int newHeight = 1 + random.nextInt(40);
            int[] pixels = random.ints(width * height, 0, 256).toArray();
            float[] floats = new float[pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                floats[i] = pixels[i];
            }
            float[] expected = MnistNormalizer.scale(floats, width, height, newWidth, newHeight);
            int[] found = values(grey(width, pixels), newHeight, newWidth, 1);
            for (int i = 0; i < found.length; i++) {
                assertThat(Math.abs(found[i] - expected[i]))
                        .as("trial %d", trial)
                        .isLessThan(0.501f);
            }
        }
    }

    @Test
    void transparentPartsAreWhite() {
        BufferedImage image = image(BufferedImage.TYPE_INT_ARGB, 3, 0x00123456, 0xff123456, 0x80000000);
        assertThat(values(image, 1, 3, 3)).containsExactly(255, 255, 255, 0x12, 0x34, 0x56, 127, 127, 127);
    }

    @Test
    void greyIsTakenAsItIsStored() {
        assertThat(values(grey(3, 0, 100, 255), 1, 3, 3)).containsExactly(0, 0, 0, 100, 100, 100, 255, 255, 255);
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 100 * 257);
        deep.getRaster().setSample(1, 0, 0, 65535);
        assertThat(values(deep, 1, 2, 1)).containsExactly(100, 255);
        BufferedImage bits = image(BufferedImage.TYPE_BYTE_BINARY, 2, 0, 0xffffff);
        assertThat(values(bits, 1, 2, 1)).containsExactly(0, 255);
    }

    @Test
    void floatsAreRefused() {
        WritableRaster raster =
                Raster.createWritableRaster(new BandedSampleModel(DataBuffer.TYPE_FLOAT, 2, 2, 1), null);
        ComponentColorModel colours = new ComponentColorModel(
                java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_GRAY),
                false,
                false,
                ComponentColorModel.OPAQUE,
                DataBuffer.TYPE_FLOAT);
        BufferedImage image = new BufferedImage(colours, raster, false, null);
        assertThatThrownBy(() -> Picture.bytes(image, 2, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expected integer samples; found floats, which have no white of their own. Save it as PNG.");
    }
}
