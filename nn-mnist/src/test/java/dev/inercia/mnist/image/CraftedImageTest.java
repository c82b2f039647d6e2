package dev.inercia.mnist.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferFloat;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures made to hurt, damaged ones, and a thousand of all kinds: 784 values in [0, 1], or refused. */
class CraftedImageTest {

    @TempDir
    private Path directory;

    /** A seven, whose orientation shows. */
    private static BufferedImage seven(int width, int height, int type, Color paper, Color ink) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(paper);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(ink);
        graphics.setStroke(new BasicStroke(Math.max(1, width / 12f)));
        graphics.drawPolyline(
                new int[] {width / 4, 3 * width / 4, width / 2}, new int[] {height / 5, height / 5, 4 * height / 5}, 3);
        graphics.dispose();
        return image;
    }

    private static BufferedImage seven() {
        return seven(80, 120, BufferedImage.TYPE_INT_RGB, Color.WHITE, Color.BLACK);
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    private static void assertInRange(float[] digit) {
        assertThat(digit).hasSize(784);
        for (float value : digit) {
            assertThat(value).isBetween(0f, 1f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
    void aPictureCutShortAnywhereIsRefused(String format) throws IOException {
        byte[] whole = encoded(seven(), format);
        Path path = directory.resolve("cut." + format);
        Files.write(path, whole);
        assertInRange(DigitImage.read(path));
        int end = whole.length - (format.equals("png") ? 12 : 2);
        for (int length = 0; length < end; length += Math.max(1, whole.length / 150)) {
            Files.write(path, Arrays.copyOf(whole, length));
            try {
                // What a decoder does not need, such as the end of a table, may be missing.
                assertThat(DigitImage.read(path))
                        .isEqualTo(DigitImage.read(Files.write(directory.resolve("w"), whole)));
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).startsWith("Digit image " + path).hasSizeLessThan(500);
            }
        }
    }

    @Test
    void aThousandPicturesKeepThePromise() throws IOException {
        Random random = new Random(7);
        int[] types = {
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_BINARY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_USHORT_565_RGB,
            BufferedImage.TYPE_INT_ARGB_PRE
        };
        int read = 0;
        for (int i = 0; i < 1000; i++) {
            int type = types[random.nextInt(types.length)];
            int width = 4 + random.nextInt(i % 50 == 0 ? 600 : 120);
            int height = 4 + random.nextInt(120);
            Color paper = new Color(random.nextInt(1 << 24));
            Color ink = new Color(random.nextInt(1 << 24));
            BufferedImage image = seven(width, height, type, paper, ink);
            for (int j = random.nextInt(200); j > 0; j--) {
                image.setRGB(random.nextInt(width), random.nextInt(height), random.nextInt());
            }
            try {
                List<float[]> digits = DigitImage.allOf(image);
                digits.forEach(CraftedImageTest::assertInRange);
                read++;
                assertThat(DigitImage.of(image)).isEqualTo(digits.get(0));
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).startsWith("Digit image: expected ").hasSizeLessThan(500);
            }
        }
        assertThat(read).isGreaterThan(900);
    }

    @Test
    void floatsAreDecoded() {
        BufferedImage plain = seven(80, 120, BufferedImage.TYPE_BYTE_GRAY, Color.WHITE, Color.BLACK);
        float[] expected = DigitImage.of(plain);
        for (float scale : new float[] {1f / 255, 1, 1000}) {
            BufferedImage floats = floats(plain, scale);
            assertThat(DigitImage.of(floats)).containsExactly(expected, within(1e-3f));
        }
        assertThatThrownBy(() -> DigitImage.of(floats(plain, Float.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Digit image: expected finite samples; found NaN. Save the picture as PNG.");
    }

    private static BufferedImage floats(BufferedImage grey, float scale) {
        int width = grey.getWidth();
        int height = grey.getHeight();
        float[] samples = grey.getRaster().getSamples(0, 0, width, height, 0, (float[]) null);
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= scale;
        }
        SampleModel model = new BandedSampleModel(DataBuffer.TYPE_FLOAT, width, height, 1);
        WritableRaster raster =
                Raster.createWritableRaster(model, new DataBufferFloat(samples, samples.length), new Point());
        ComponentColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                false,
                false,
                ComponentColorModel.OPAQUE,
                DataBuffer.TYPE_FLOAT);
        return new BufferedImage(colours, raster, false, null);
    }

    @Test
    void aPictureOfFourPixelsIsRefused() {
        BufferedImage tiny = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        tiny.setRGB(0, 0, -1);
        assertThatThrownBy(() -> DigitImage.of(tiny))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Digit image: expected at least 4 pixels a side; found 2 x 2, in which no digit can be told."
                                + " Use a larger picture.");
    }

    /** A JPEG whose pixels lie as the orientation says, with the note; in either byte order. */
    @ParameterizedTest
    @CsvSource({"1,MM", "2,II", "3,MM", "4,II", "5,MM", "6,II", "7,MM", "8,II", "6,MM", "3,II"})
    void aPhotographIsTurnedUpright(int orientation, String order) throws IOException {
        BufferedImage upright = seven();
        BufferedImage lying = lying(upright, orientation);
        byte[] jpeg = encoded(lying, "jpg");
        boolean isLittle = order.equals("II");
        int[] tiff = isLittle
                ? new int[] {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0}
                : new int[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0};
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, 2);
        file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (8 + tiff.length), 'E', 'x', 'i', 'f', 0, 0});
        for (int b : tiff) {
            file.write(b);
        }
        file.write(jpeg, 2, jpeg.length - 2);
        Path photograph = Files.write(directory.resolve("photograph.jpg"), file.toByteArray());
        float[] digit = DigitImage.read(photograph);
        float[] expected = DigitImage.of(upright);
        double difference = 0;
        for (int i = 0; i < digit.length; i++) {
            difference += Math.abs(digit[i] - expected[i]) / digit.length;
        }
        assertThat(difference).isLessThan(0.02);
    }

    /** How the sensor has it: the inverse of what the standard says is to be done. */
    private static BufferedImage lying(BufferedImage upright, int orientation) {
        int width = upright.getWidth();
        int height = upright.getHeight();
        boolean isTurned = orientation >= 5;
        BufferedImage lying =
                new BufferedImage(isTurned ? height : width, isTurned ? width : height, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < lying.getHeight(); row++) {
            for (int column = 0; column < lying.getWidth(); column++) {
                int x = switch (orientation) { // where row 0 and column 0 are, by the standard's table
                    case 1, 4 -> column;
                    case 2, 3 -> width - 1 - column;
                    case 5, 8 -> row;
                    default -> width - 1 - row;
                };
                int y = switch (orientation) {
                    case 1, 2 -> row;
                    case 3, 4 -> height - 1 - row;
                    case 5, 6 -> column;
                    default -> height - 1 - column;
                };
                lying.setRGB(column, row, upright.getRGB(x, y));
            }
        }
        return lying;
    }
}
