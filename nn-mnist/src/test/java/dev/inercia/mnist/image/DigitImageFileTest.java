package dev.inercia.mnist.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files: every format, and everything that can be wrong with one is said with the file's name and the mend. */
class DigitImageFileTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
    void formatDoesNotMatter(String format) throws IOException {
        BufferedImage seven = seven(300);
        Path file = directory.resolve("seven." + format);
        assertThat(ImageIO.write(seven, format, file.toFile())).isTrue();

        float[] seen = DigitImage.read(file);

        float[] expected = DigitImage.of(seven);
        double difference = 0;
        for (int i = 0; i < 784; i++) {
            difference += Math.abs(seen[i] - expected[i]) / 784;
        }
        assertThat(difference).isLessThan(0.01);
    }

    @Test
    void bytesAreReadLikeTheirFile() throws IOException {
        Path file = directory.resolve("seven.png");
        assertThat(ImageIO.write(seven(300), "png", file.toFile())).isTrue();
        byte[] bytes = Files.readAllBytes(file);
        assertThat(DigitImage.readAll(bytes)).usingRecursiveComparison().isEqualTo(DigitImage.readAll(file));
        assertThatThrownBy(() -> DigitImage.readAll(Arrays.copyOf(bytes, bytes.length / 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Digit image: expected a whole image; found one that is damaged");
    }

    @Test
    void largePictureIsReadSparsely() throws IOException {
        Path file = directory.resolve("large.png");
        BufferedImage large = seven(4500);
        ImageIO.write(large, "png", file.toFile());

        assertThat(ImageFile.read(file, "large").getWidth()).isEqualTo(1500);
        assertThat(Moments.of(DigitImage.read(file)).height()).isEqualTo(20);
    }

    @Test
    void missingFileIsNamed() {
        Path file = directory.resolve("none.png");

        assertThatThrownBy(() -> DigitImage.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Digit image %s: expected an image file; found nothing at %s. Check the path.", file, file);
    }

    @Test
    void directoryIsNotAPicture() {
        assertThatThrownBy(() -> DigitImage.read(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Digit image " + directory + ": expected an image file; found a directory");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void whatIsNoPictureIsRefused(int size) throws IOException {
        Path file = Files.write(directory.resolve("note.png"), new byte[size]);

        assertThatThrownBy(() -> DigitImage.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("note.png: expected an image such as PNG or JPEG; found " + size + " bytes")
                .hasMessageContaining("Save the picture as PNG");
    }

    @Test
    void blankPictureIsNamed() throws IOException {
        Path file = directory.resolve("blank.png");
        ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());

        assertThatThrownBy(() -> DigitImage.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank.png: expected a digit")
                .hasMessageContaining("found a blank picture of 30 x 20 pixels");
    }

    @ParameterizedTest
    @CsvSource({"2000000000, 2000000000", "20001, 10", "10, 20001", "8000, 8000"})
    void hugeSizeInTheHeaderIsRefused(int width, int height) throws IOException {
        Path file = Files.write(directory.resolve("huge.png"), pngClaiming(width, height));

        assertThatThrownBy(() -> DigitImage.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("huge.png: expected at most 20000 pixels a side and 50000000 in all; found "
                        + width + " x " + height)
                .hasMessageContaining("Crop the picture");
    }

    @Test
    void sizeThatTheFileCannotHoldIsRefused() throws IOException {
        byte[] bytes = pngClaiming(7000, 7000);
        Path file = Files.write(directory.resolve("hollow.png"), bytes);

        assertThatThrownBy(() -> DigitImage.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "hollow.png: expected at most 10000 pixels for each byte of the file; found 7000 x 7000"
                                + " pixels in " + bytes.length + " bytes");
    }

    @Test
    void hugeFileIsNotRead() throws IOException {
        Path path = directory.resolve("sparse.png");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertThatThrownBy(() -> DigitImage.read(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sparse.png: expected at most 67108864 bytes; found 1099511627776");
    }

    @Test
    void truncatedFileIsRefused() throws IOException {
        byte[] whole = png(seven(100));
        Path file = Files.write(directory.resolve("half.png"), Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> DigitImage.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half.png: expected a whole image; found one that is damaged")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fileThatCannotBeReadIsAnInputError() {
        // A regular file of which no byte at its beginning can be read, not even by root.
        assertThatThrownBy(() -> DigitImage.read(Path.of("/proc/self/mem")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Digit image /proc/self/mem: the file is there but cannot be read: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
    void damageEndsInAnAnswerOrAMessage(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(seven(40), format, out);
        Random random = new Random(1);
        Path file = directory.resolve("damaged." + format);
        for (int trial = 0; trial < 200; trial++) {
            byte[] bytes = out.toByteArray();
            for (int i = 0; i < 3; i++) {
                // Half of the damage in the header, where sizes and lengths are.
                int reach = random.nextBoolean() ? Math.min(60, bytes.length) : bytes.length;
                bytes[random.nextInt(reach)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            assertThatCode(() -> {
                        try {
                            assertThat(DigitImage.read(file)).hasSize(784);
                        } catch (IllegalArgumentException e) {
                            assertThat(e).hasMessageContaining("damaged." + format + ": expected");
                        }
                    })
                    .as("trial %d", trial)
                    .doesNotThrowAnyException();
        }
    }

    private static BufferedImage seven(int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double u = (double) x / side;
                double v = (double) y / side;
                boolean bar = v > 0.2 && v < 0.3 && u > 0.25 && u < 0.7;
                boolean stem = v >= 0.3 && v < 0.8 && Math.abs(u - 0.75 + 0.4 * v) < 0.06;
                image.setRGB(x, y, bar || stem ? 0x202020 : 0xf8f8f0);
            }
        }
        return image;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** A sound PNG of a few pixels whose header, checksum and all, claims another size. */
    private static byte[] pngClaiming(int width, int height) throws IOException {
        byte[] bytes = png(seven(8));
        // 8 bytes of signature, 4 of length; then the type IHDR, width, height, 5 more and the CRC of all since the
        // type.
        ByteBuffer header = ByteBuffer.wrap(bytes);
        header.putInt(16, width).putInt(20, height);
        CRC32 crc = new CRC32();
        crc.update(bytes, 12, 17);
        header.putInt(29, (int) crc.getValue());
        return bytes;
    }
}
