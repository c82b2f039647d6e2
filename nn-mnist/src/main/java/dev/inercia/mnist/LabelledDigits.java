package dev.inercia.mnist;

import java.io.IOException;
import java.util.List;

/** Images and their labels, checked against each other. */
final class LabelledDigits {

    static final int SIDE = 28;
    static final int PIXELS = SIDE * SIDE;
    /** In square pixels; MNIST's ones spread about 25 farther along columns. */
    private static final double LYING = 5;

    private final byte[] pixels;
    private final byte[] labels;

    private LabelledDigits(byte[] pixels, byte[] labels) {
        this.pixels = pixels;
        this.labels = labels;
    }

    /**
     * Combines a file of images and a file of labels: the classes from 0, images upright.
     *
     * @throws IOException if they are not n images of 28 x 28 and n labels of the set, n at least 1
     */
    static LabelledDigits of(DigitSet set, DigitData images, DigitData labels) throws IOException {
        List<Integer> shape = images.array().dimensions();
        if (images.array().type() != IdxType.UBYTE
                || shape.size() != 3
                || shape.get(1) != SIDE
                || shape.get(2) != SIDE) {
            throw Idx.corrupt(
                    images.name(),
                    "images, UBYTE [n, 28, 28]",
                    images.array().toString(),
                    "this is another kind of file; check its name");
        }
        int count = shape.get(0);
        if (count == 0) {
            throw Idx.corrupt(images.name(), "at least one image", "none", "use a file with data");
        }
        List<Integer> ofLabels = labels.array().dimensions();
        if (ofLabels.get(0) != count) {
            throw Idx.corrupt(
                    labels.name(),
                    count + " labels, one for each image of " + images.name(),
                    String.valueOf(ofLabels.get(0)),
                    "the two files are not of the same set");
        }
        int columns = labels.array().size() / count;
        int last = set.firstLabel() + set.classNames().size() - 1;
        byte[] classes = new byte[count];
        for (int i = 0; i < count; i++) {
            int label = (int) labels.array().getDouble(i * columns);
            if (label < set.firstLabel() || label > last) {
                throw Idx.corrupt(
                        labels.name(),
                        "labels of " + set.firstLabel() + " to " + last,
                        label + " as label number " + i + ", counted from 0",
                        "this set has other classes, or the file is damaged");
            }
            classes[i] = (byte) (label - set.firstLabel());
        }
        byte[] pixels = images.array().bytes();
        if (set.isTransposed()) {
            transpose(pixels);
        }
        return new LabelledDigits(pixels, classes);
    }

    private static void transpose(byte[] pixels) {
        for (int image = 0; image < pixels.length; image += PIXELS) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < y; x++) {
                    int one = image + y * SIDE + x;
                    int other = image + x * SIDE + y;
                    byte kept = pixels[one];
                    pixels[one] = pixels[other];
                    pixels[other] = kept;
                }
            }
        }
    }

    /**
     * True if the digits of a class that is written as an upright bar lie on their side: their ink spreads farther
     * along rows than along columns.
     */
    boolean isLying(int bar) {
        double spread = 0;
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == bar) {
                spread += horizontalSpread(i * PIXELS);
                count++;
            }
        }
        return spread > LYING * count;
    }

    /** The variance of the ink of an image along rows less that along columns. */
    private double horizontalSpread(int image) {
        double mass = 0;
        double[] sum = new double[2];
        double[] squares = new double[2];
        for (int i = 0; i < PIXELS; i++) {
            int ink = Byte.toUnsignedInt(pixels[image + i]);
            int[] at = {i % SIDE, i / SIDE};
            mass += ink;
            for (int axis = 0; axis < 2; axis++) {
                sum[axis] += (double) ink * at[axis];
                squares[axis] += (double) ink * at[axis] * at[axis];
            }
        }
        if (mass == 0) {
            return 0;
        }
        return (squares[0] - sum[0] * sum[0] / mass - squares[1] + sum[1] * sum[1] / mass) / mass;
    }

    int size() {
        return labels.length;
    }

    /** 784 per digit, row by row, 0 to 255; not a copy. */
    byte[] pixels() {
        return pixels;
    }

    /** One per digit, from 0; not a copy. */
    byte[] labels() {
        return labels;
    }
}
