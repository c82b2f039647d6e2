package dev.inercia.mnist.image;

import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Converts a picture of one handwritten digit to the input of a network trained on MNIST.
 *
 * <pre>{@code
 * float[] digit = DigitImage.read(Path.of("seven.png"));     // 784 values in [0, 1]
 * }</pre>
 *
 * <p>The picture may have any size and be dark on light or light on dark, drawn, scanned or photographed: shading and
 * shadows are evened out, black edges of a scan and specks removed and hairlines widened; then it is normalised like
 * MNIST, scaled into a box of 20 x 20 pixels and centred by mass in 28 x 28 (LeCun, Bottou, Bengio and Haffner, 1998).
 * It must show a single digit, upright, without a frame or rules, at least 4 pixels a side. A photograph is turned
 * upright as its EXIF orientation says.
 *
 * <p>Needs no display and no fonts.
 */
public final class DigitImage {

    /** A larger picture is scaled down before the search for ink: the digit ends up with 20 pixels. */
    private static final int WORKING_SIDE = 280;

    private static final int LEAST_SIDE = 4;
    /** Colour tells ink from paper where its contrast is this many times that of brightness. */
    private static final double COLOUR_TO_BRIGHTNESS = 2;

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
     *     large, blank or of several digits; the message says what was expected and found, and how to mend it
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
     * @throws IllegalArgumentException if nothing stands out as ink, there are several digits, a side has less than 4
     *     pixels, or its samples are floats that are not finite
     */
    public static float[] of(BufferedImage image) {
        return of(image, "Digit image");
    }

    /**
     * Reads a picture of several digits from the bytes of a file, such as an upload, as carefully as from a file.
     *
     * @param file as in {@link #read}
     * @return for each digit 784 values, see {@link #readAll(Path)}
     * @throws IllegalArgumentException as in {@link #read}
     */
    public static List<float[]> readAll(byte[] file) {
        String name = "Digit image";
        return digits(ImageFile.read(file, name), name);
    }

    /**
     * Reads a picture of several digits from a file.
     *
     * <p>Digits are told apart by the paper between them, at least 15 % of the height of the highest; closer ones count
     * as one.
     *
     * @param file as in {@link #read}
     * @return for each digit 784 values, see {@link #read}; in reading order: line by line, from left to right
     * @throws IllegalArgumentException as in {@link #read}
     * @throws UncheckedIOException if the file exists but cannot be read
     */
    public static List<float[]> readAll(Path file) {
        String name = "Digit image " + file;
        return digits(ImageFile.read(file, name), name);
    }

    /**
     * Converts a picture of several digits in memory, see {@link #readAll(Path)}.
     *
     * @param image of any type and size; transparent parts count as paper
     * @return for each digit 784 values, in reading order
     * @throws IllegalArgumentException as in {@link #of}
     */
    public static List<float[]> allOf(BufferedImage image) {
        return digits(image, "Digit image");
    }

    private static float[] of(BufferedImage image, String name) {
        List<float[]> digits = digits(image, name);
        if (digits.size() > 1) {
            throw new IllegalArgumentException(name + ": expected one digit; found " + digits.size()
                    + " with paper between them. Crop the picture to one, or read all with DigitImage.readAll.");
        }
        return digits.get(0);
    }

    private static List<float[]> digits(BufferedImage image, String name) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (Math.min(width, height) < LEAST_SIDE) {
            throw new IllegalArgumentException(name + ": expected at least " + LEAST_SIDE + " pixels a side; found "
                    + width + " x " + height + ", in which no digit can be told. Use a larger picture.");
        }
        double shrink = Math.min(1, (double) WORKING_SIDE / Math.max(width, height));
        int columns = (int) Math.max(1, Math.round(width * shrink));
        int rows = (int) Math.max(1, Math.round(height * shrink));
        Ink ink = null;
        for (float[] plane : Brightness.planes(image)) {
            float[] light = MnistNormalizer.scale(plane, width, height, columns, rows);
            // Brightness comes first, and is sharper than colour in photographs.
            double enough = ink == null ? 0 : COLOUR_TO_BRIGHTNESS * ink.contrast();
            if (ink == null || range(light) > enough) {
                Ink found = Ink.of(light, columns, rows);
                ink = ink == null || found.contrast() > enough ? found : ink;
            }
        }
        List<float[]> digits = new ArrayList<>();
        for (float[] pixels : ink.digits()) {
            float[] digit = MnistNormalizer.normalize(pixels, columns, rows);
            for (int i = 0; i < digit.length; i++) {
                // Sums of shares may be a rounding error away.
                digit[i] = Math.max(0, Math.min(1, digit[i]));
            }
            digits.add(digit);
        }
        if (digits.isEmpty()) {
            throw new IllegalArgumentException(
                    name + ": expected a digit, dark on light or light on dark; found a blank"
                            + " picture of " + width + " x " + height
                            + " pixels, in which nothing stands out from the background."
                            + " Use one with more contrast, cropped to the digit.");
        }
        return digits;
    }

    /** The most that ink could differ from paper. */
    private static double range(float[] light) {
        float least = 1;
        float most = 0;
        for (float value : light) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most - least;
    }
}
