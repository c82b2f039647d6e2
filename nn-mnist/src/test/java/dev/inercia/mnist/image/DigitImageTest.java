package dev.inercia.mnist.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.inercia.mnist.synthetic.SyntheticDigits;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a picture's size, colours and lighting, the network sees the same digit. */
class DigitImageTest {

    @TempDir
    private Path directory;

    private static final float[] DIGIT =
            Moments.image(SyntheticDigits.generate(1, 3).pixels(), 0);

    /** How much ink is there at a place, 0 to 1, for x and y from 0 to 1. */
    private interface Drawing {
        double at(double x, double y);
    }

    @Test
    void mnistsOwnFormComesOutAsItWentIn() {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 784; i++) {
            image.getRaster().setSample(i % 28, i / 28, 0, Math.round(255 * DIGIT[i]));
        }

        assertThat(difference(DigitImage.of(image), DIGIT)).isLessThan(0.01);
    }

    @ParameterizedTest
    @CsvSource({
        "white, 0xffffff, 0x000000",
        "black, 0x000000, 0xffffff",
        "blue on yellow, 0xffee66, 0x203080",
        "pale, 0xf0f0f0, 0xc8c8c8",
        "grey on black, 0x101010, 0x808080"
    })
    void polarityAndColourDoNotMatter(String name, String paper, String ink) {
        BufferedImage image = paint(220, 260, Integer.decode(paper), Integer.decode(ink), DigitImageTest::digit);

        assertThat(difference(DigitImage.of(image), DIGIT)).as(name).isLessThan(0.05);
    }

    @Test
    void darkOnLightIsExactlyLightOnDark() {
        float[] dark = DigitImage.of(paint(200, 200, 0xffffff, 0x000000, DigitImageTest::digit));
        float[] light = DigitImage.of(paint(200, 200, 0x000000, 0xffffff, DigitImageTest::digit));

        assertThat(difference(dark, light)).isLessThan(1e-3);
    }

    @ParameterizedTest
    @CsvSource({"28, 28", "56, 90", "301, 203", "1200, 900", "64, 1000"})
    void sizeDoesNotMatter(int width, int height) {
        BufferedImage image = paint(width, height, 0xffffff, 0x000000, DigitImageTest::digit);

        float[] seen = DigitImage.of(image);

        assertThat(seen).hasSize(784);
        assertThat(difference(seen, DIGIT)).isLessThan(0.05);
        Moments moments = Moments.of(seen);
        assertThat(Math.max(moments.width(), moments.height())).isEqualTo(20);
        assertThat(moments.centreX()).isCloseTo(14, within(0.5));
        assertThat(moments.centreY()).isCloseTo(14, within(0.5));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x000000, 0xffffff, 0x2040a0, 0xffe060})
    void transparentPartsArePaper(int ink) {
        BufferedImage image = new BufferedImage(150, 150, BufferedImage.TYPE_INT_ARGB);
        draw(image, DigitImageTest::digit, (x, y, amount) -> (int) Math.round(255 * amount) << 24 | ink);

        assertThat(difference(DigitImage.of(image), DIGIT)).isLessThan(0.05);
    }

    @Test
    void greySamplesAreNotBrightened() {
        // One with the light of an sRGB screen, one with Java's linear grey: the same samples, the same digit.
        BufferedImage colour = paint(90, 90, 0xffffff, 0x000000, DigitImageTest::digit);
        BufferedImage gray = new BufferedImage(90, 90, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 90 * 90; i++) {
            gray.getRaster().setSample(i % 90, i / 90, 0, colour.getRGB(i % 90, i / 90) & 0xff);
        }

        assertThat(difference(DigitImage.of(gray), DigitImage.of(colour))).isLessThan(1e-3);
    }

    @Test
    void photographOnShadedPaperIsEvenedOut() {
        Random random = new Random(1);
        BufferedImage photo = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        draw(photo, DigitImageTest::digit, (x, y, ink) -> {
            double paper = 0.7 - 0.25 * x + 0.1 * y - 0.1 * (x - 0.5) * (x - 0.5);
            double light = paper * (1 - 0.7 * ink) + 0.015 * random.nextGaussian();
            return 0x010101 * (int) Math.round(255 * light);
        });

        assertThat(difference(DigitImage.of(photo), DIGIT)).isLessThan(0.06);
    }

    @Test
    void specksAreDropped() {
        BufferedImage image = paint(200, 200, 0xffffff, 0x000000, DigitImageTest::digit);
        float[] clean = DigitImage.of(image);
        for (int i = 0; i < 9; i++) {
            image.setRGB(4 + i % 3, 190 + i / 3, 0);
        }

        assertThat(difference(DigitImage.of(image), clean)).isLessThan(1e-3);
    }

    @Test
    void hairlinesAreWidened() {
        float[] thin = DigitImage.of(paint(
                250, 250, 0xffffff, 0, (x, y) -> Math.abs(x - 0.5) < 0.003 && Math.abs(y - 0.5) < 0.4 ? 1 : 0));

        Moments moments = Moments.of(thin);
        assertThat(moments.height()).isEqualTo(20);
        assertThat(moments.width()).isBetween(2, 3);
        assertThat(moments.mean() * 784).isBetween(30.0, 60.0);
    }

    /** Two digits side by side, and four in two lines, of different height. */
    @Test
    void severalDigitsAreReadInReadingOrder() throws IOException {
        BufferedImage one = paint(120, 160, 0xffffff, 0, DigitImageTest::digit);
        BufferedImage other =
                paint(100, 120, 0xffffff, 0, (x, y) -> Math.abs(x - 0.5) < 0.06 && Math.abs(y - 0.5) < 0.4 ? 1 : 0);
        BufferedImage two = sheet(220, 160, one, 0, 0, other, 120, 20);
        List<float[]> pair = DigitImage.allOf(two);
        assertThat(pair).hasSize(2);
        assertThat(difference(pair.get(0), DIGIT)).isLessThan(0.05);
        assertThat(difference(pair.get(1), DigitImage.of(other))).isLessThan(0.02);
        Path file = directory.resolve("two.png");
        ImageIO.write(two, "png", file.toFile());
        assertThat(DigitImage.readAll(file)).hasSize(2);
        assertThatThrownBy(() -> DigitImage.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Digit image " + file + ": expected one digit; found 2 with paper between them. Crop the"
                        + " picture to one, or read all with DigitImage.readAll.");
        List<float[]> four = DigitImage.allOf(sheet(220, 320, other, 0, 20, one, 100, 0, one, 0, 160, other, 120, 180));
        assertThat(four).hasSize(4);
        assertThat(difference(four.get(1), DIGIT)).isLessThan(0.05);
        assertThat(difference(four.get(2), DIGIT)).isLessThan(0.05);
        assertThat(DigitImage.allOf(one)).hasSize(1);
    }

    /** Pictures, each with its place. */
    private static BufferedImage sheet(int width, int height, Object... pictures) {
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        for (int i = 0; i < pictures.length; i += 3) {
            graphics.drawImage((BufferedImage) pictures[i], (int) pictures[i + 1], (int) pictures[i + 2], null);
        }
        graphics.dispose();
        return sheet;
    }

    /** A black bar, 4 % wide, along one edge or two, and the end of a neighbour's stroke. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 3, 9, 16})
    void edgesOfAScanAreDropped(int edges) {
        BufferedImage image = paint(200, 240, 0xf0f0f0, 0x303030, DigitImageTest::digit);
        int[][] bars = {{0, 0, 8, 240}, {0, 0, 200, 8}, {192, 0, 8, 240}, {0, 232, 200, 8}, {0, 90, 12, 10}};
        for (int i = 0; i < bars.length; i++) {
            if ((edges >> i & 1) == 1) {
                for (int p = 0; p < bars[i][2] * bars[i][3]; p++) {
                    image.setRGB(bars[i][0] + p % bars[i][2], bars[i][1] + p / bars[i][2], 0);
                }
            }
        }
        assertThat(difference(DigitImage.of(image), DIGIT)).isLessThan(0.05);
    }

    @Test
    void aDigitThatTouchesTheBorderStays() {
        float[] whole = DigitImage.of(paint(200, 200, 0xffffff, 0, DigitImageTest::digit));
        BufferedImage image = paint(200, 200, 0xffffff, 0, DigitImageTest::digit);
        BufferedImage tight = image.getSubimage(left(image), 0, 200 - left(image), 200);
        assertThat(difference(DigitImage.of(tight), whole)).isLessThan(0.02);
    }

    /** The first column with ink. */
    private static int left(BufferedImage image) {
        int x = 0;
        while (isPaper(image, x)) {
            x++;
        }
        return x;
    }

    private static boolean isPaper(BufferedImage image, int x) {
        for (int y = 0; y < image.getHeight(); y++) {
            if ((image.getRGB(x, y) & 0xff) < 128) {
                return false;
            }
        }
        return true;
    }

    /** The shadow covers half of the paper, with a hard edge through the digit. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 1.5, 2, 2.5})
    void aHardShadowIsNoInk(double angle) {
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        draw(image, DigitImageTest::digit, (x, y, ink) -> {
            boolean isLit = Math.cos(angle) * (x - 0.5) + Math.sin(angle) * (y - 0.5) > 0;
            return 0x010101 * (int) Math.round(255 * (isLit ? 0.95 : 0.55) * (1 - 0.8 * ink));
        });
        assertThat(difference(DigitImage.of(image), DIGIT)).isLessThan(0.06);
    }

    /** Of the same brightness, by ITU-R BT.601. */
    @Test
    void greenInkOnRedPaperIsRead() {
        BufferedImage image = paint(200, 200, 0xd04040, 0x30923c, DigitImageTest::digit);
        assertThat(difference(DigitImage.of(image), DIGIT)).isLessThan(0.05);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x000000, 0x7f7f7f, 0xffffff})
    void blankPictureIsRefused(int colour) {
        BufferedImage blank = paint(40, 30, colour, colour, DigitImageTest::digit);

        assertThatThrownBy(() -> DigitImage.of(blank))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Digit image: expected a digit")
                .hasMessageContaining("found a blank picture of 40 x 30 pixels")
                .hasMessageContaining("Use one with more contrast");
    }

    @Test
    void noiseAloneIsBlank() {
        Random random = new Random(1);
        BufferedImage paper = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        draw(paper, (x, y) -> 0, (x, y, ink) -> 0x010101 * (int) (180 + 6 * random.nextGaussian()));

        assertThatThrownBy(() -> DigitImage.of(paper)).hasMessageContaining("blank picture of 200 x 200");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "1, 5", "3, 3"})
    void tiniestPicturesAreRefused(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(width - 1, height / 2, 0xffffff);
        assertThatThrownBy(() -> DigitImage.of(image))
                .hasMessageContaining("expected at least 4 pixels a side; found " + width + " x " + height);
    }

    /** The ink of the digit, on a square in the middle. */
    private static double digit(double x, double y) {
        double column = 28 * x - 0.5;
        double row = 28 * y - 0.5;
        int left = (int) Math.floor(column);
        int top = (int) Math.floor(row);
        double u = column - left;
        double v = row - top;
        double upper = pixel(left, top) * (1 - u) + pixel(left + 1, top) * u;
        double lower = pixel(left, top + 1) * (1 - u) + pixel(left + 1, top + 1) * u;
        return upper * (1 - v) + lower * v;
    }

    private static double pixel(int x, int y) {
        return x < 0 || y < 0 || x > 27 || y > 27 ? 0 : DIGIT[y * 28 + x];
    }

    private interface Paint {
        int argb(double x, double y, double ink);
    }

    private static BufferedImage paint(int width, int height, int paper, int ink, Drawing drawing) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        draw(image, drawing, (x, y, amount) -> {
            int colour = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                double channel = (paper >> shift & 0xff) * (1 - amount) + (ink >> shift & 0xff) * amount;
                colour |= (int) Math.round(channel) << shift;
            }
            return colour;
        });
        return image;
    }

    private static void draw(BufferedImage image, Drawing drawing, Paint paint) {
        int side = Math.min(image.getWidth(), image.getHeight());
        double left = (image.getWidth() - side) / 2.0;
        double top = (image.getHeight() - side) / 2.0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                double ink = drawing.at((x + 0.5 - left) / side, (y + 0.5 - top) / side);
                double across = (double) x / image.getWidth();
                image.setRGB(x, y, paint.argb(across, (double) y / image.getHeight(), ink));
            }
        }
    }

    private static double difference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < 784; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / 784;
    }
}
