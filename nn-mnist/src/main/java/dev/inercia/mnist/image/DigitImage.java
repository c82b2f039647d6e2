package dev.inercia.mnist.image;

import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Converts a picture of one handwritten digit to the input of a network trained on MNIST.
 *
 * <pre>{@code
 * float[] digit = DigitImage.read(Path.of("seven.png"));     // 784 values in [0, 1]
 * }</pre>
 *
 * <p>The picture may have any size and be dark on light or light on dark, drawn, scanned or photographed: shading is
 * evened out, specks are removed and hairlines widened; then it is normalised like MNIST, scaled into a box of 20 x 20
 * pixels and centred by mass in 28 x 28 (LeCun, Bottou, Bengio and Haffner, 1998). It must show a single digit,
 * upright, without a frame or rules, at least 4 pixels a side. A photograph is turned upright as its EXIF orientation
 * says.
 *
 * <p>Needs no display and no fonts.
 */
public final class DigitImage {

    /** A larger picture is scaled down before the search for ink: the digit ends up with 20 pixels. */
    private static final int WORKING_SIDE = 280;

    private static final int LEAST_SIDE = 4;

    private DigitImage() {}

    /**
     * Reads a picture from a file.
     *
     * <p>Checks the size that the file declares before decoding, and bounds memory whatever it declares.
     *
     * @param file in a format that {@link ImageIO} reads, such as PNG, JPEG, GIF, BMP or TIFF; at most 64 MiB, 20,000
     *     pixels a side and 50,000,000 in all
     * @return 784 values in [0, 1], row by row, 1 for ink: one row of a network's input
     * @throws IllegalArgumentException if the file does not exist, or contains no picture, or one that is damaged, too
     *     large or blank; the message says what was expected and found, and how to mend it
     * @throws UncheckedIOException if the file exists but cannot be read
     */
    public static float[] read(Path file) {
        String name = "Digit image " + file;
        return of(ImageFile.read(file, name), name);
    }

    /**
     * Converts a picture in memory.
     *
     * @param image of any type and size; transparent parts count as paper
     * @return 784 values in [0, 1], row by row, 1 for ink: one row of a network's input
     * @throws IllegalArgumentException if nothing stands out as ink, a side has less than 4 pixels, or its samples are
     *     floats that are not finite
     */
    public static float[] of(BufferedImage image) {
        return of(image, "Digit image");
    }

    private static float[] of(BufferedImage image, String name) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (Math.min(width, height) < LEAST_SIDE) {
            throw new IllegalArgumentException(name + ": expected at least " + LEAST_SIDE + " pixels a side; found "
                    + width + " x " + height + ", in which no digit can be told. Use a larger picture.");
        }
        double shrink = Math.min(1, (double) WORKING_SIDE / Math.max(width, height));
        int columns = (int) Math.max(1, Math.round(width * shrink));
        int rows = (int) Math.max(1, Math.round(height * shrink));
        float[] light = MnistNormalizer.scale(Brightness.of(image), width, height, columns, rows);
        float[] ink = Ink.of(light, columns, rows);
        for (float value : ink) {
            if (value > 0) {
                float[] digit = MnistNormalizer.normalize(ink, columns, rows);
                for (int i = 0; i < digit.length; i++) {
                    // Sums of shares may be a rounding error away.
                    digit[i] = Math.max(0, Math.min(1, digit[i]));
                }
                return digit;
            }
        }
        throw new IllegalArgumentException(name + ": expected a digit, dark on light or light on dark; found a blank"
                + " picture of " + width + " x " + height + " pixels, in which nothing stands out from the background."
                + " Use one with more contrast, cropped to the digit.");
    }
}
