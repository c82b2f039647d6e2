package dev.inercia.mnist.image;

/**
 * Scales and centres grey ink as in MNIST.
 *
 * <p>Scales the bounding box of the ink, keeping its aspect ratio, so that its longer side is 20 pixels (area
 * averaging to shrink, linear interpolation to enlarge), and places it in a field of 28 x 28 so that its centre of
 * mass is nearest to pixel (14, 14), in whole pixels: LeCun, Bottou, Bengio and Haffner, "Gradient-based learning
 * applied to document recognition", 1998, section III. MNIST's files show the rounding: every centre of mass lies
 * between 13.5 and 14.5, within a few thousandths. A normalised image is returned unchanged.
 */
public final class MnistNormalizer {

    /** The side of the square field, in pixels. */
    public static final int SIDE = 28;

    /** The number of pixels of a normalised image. */
    public static final int PIXELS = SIDE * SIDE;

    private static final int BOX = 20;
    private static final int CENTRE = SIDE / 2;

    private MnistNormalizer() {}

    /**
     * Normalises one image.
     *
     * @param ink {@code width * height} values, row by row, 0 for no ink; any scale (0..1 or 0..255), which is kept
     * @param width columns, at least 1
     * @param height rows, at least 1
     * @return {@link #PIXELS} values, row by row
     * @throws IllegalArgumentException if no pixel has ink, or the length of the array is not {@code width * height}
     */
    public static float[] normalize(float[] ink, int width, int height) {
        if (width < 1 || height < 1 || ink.length != (long) width * height) {
            throw new IllegalArgumentException("Expected width * height pixels, both at least 1; got " + width + " x "
                    + height + " and " + ink.length + " pixels.");
        }
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (ink[y * width + x] > 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = y;
                }
            }
        }
        if (bottom < 0) {
            throw new IllegalArgumentException("Expected a digit; got a blank image of " + width + " x " + height
                    + " pixels without ink (every value is 0 or less).");
        }
        int boxWidth = right - left + 1;
        int boxHeight = bottom - top + 1;
        float[] box = new float[boxWidth * boxHeight];
        for (int y = 0; y < boxHeight; y++) {
            System.arraycopy(ink, (top + y) * width + left, box, y * boxWidth, boxWidth);
        }

        double scale = (double) BOX / Math.max(boxWidth, boxHeight);
        int columns = Math.max(1, (int) Math.round(boxWidth * scale));
        int rows = Math.max(1, (int) Math.round(boxHeight * scale));
        return place(scale(box, boxWidth, boxHeight, columns, rows), columns, rows);
    }

    /**
     * Scales an image: area averaging along an axis that shrinks, linear interpolation along one that grows.
     *
     * @return {@code newWidth * newHeight} values
     */
    static float[] scale(float[] image, int width, int height, int newWidth, int newHeight) {
        // Each pass scales one axis and transposes the image, so two passes scale both axes and restore the
        // orientation.
        float[] turned = scaleAndTranspose(image, width, height, newWidth);
        return scaleAndTranspose(turned, height, newWidth, newHeight);
    }

    private static float[] scaleAndTranspose(float[] image, int width, int height, int newWidth) {
        float[] result = new float[newWidth * height];
        double ratio = (double) width / newWidth;
        for (int i = 0; i < newWidth; i++) {
            // Pixels first..last contribute to this output pixel: its footprint when shrinking, two neighbours when
            // enlarging.
            double from = ratio >= 1 ? i * ratio : Math.max(0, (i + 0.5) * ratio - 0.5);
            double to = from + Math.max(ratio, 1);
            int first = (int) from;
            int last = Math.min(width, (int) Math.ceil(to)) - 1;
            double total = 0;
            for (int x = first; x <= last; x++) {
                double weight = Math.min(x + 1, to) - Math.max(x, from);
                total += weight;
                for (int y = 0; y < height; y++) {
                    result[i * height + y] += (float) (weight * image[y * width + x]);
                }
            }
            for (int y = 0; y < height; y++) {
                result[i * height + y] /= (float) total;
            }
        }
        return result;
    }

    private static float[] place(float[] digit, int columns, int rows) {
        double mass = 0;
        double massX = 0;
        double massY = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                float value = digit[y * columns + x];
                mass += value;
                massX += (double) value * x;
                massY += (double) value * y;
            }
        }
        // Very lopsided ink would leave the field; keeping all of it is more important than centring.
        int left = Math.max(0, Math.min(SIDE - columns, (int) Math.round(CENTRE - massX / mass)));
        int top = Math.max(0, Math.min(SIDE - rows, (int) Math.round(CENTRE - massY / mass)));
        float[] field = new float[PIXELS];
        for (int y = 0; y < rows; y++) {
            System.arraycopy(digit, y * columns, field, (top + y) * SIDE + left, columns);
        }
        return field;
    }
}
