package dev.inercia.mnist;

import java.io.IOException;
import java.util.List;

/** Images and their labels, checked against each other. */
final class LabelledDigits {

    static final int CLASSES = 10;
    static final int SIDE = 28;
    static final int PIXELS = SIDE * SIDE;

    private final byte[] pixels;
    private final byte[] labels;

    private LabelledDigits(byte[] pixels, byte[] labels) {
        this.pixels = pixels;
        this.labels = labels;
    }

    /**
     * Combines a file of images and a file of labels.
     *
     * @throws IOException if they are not n images of 28 x 28 and n labels of 0 to 9, n at least 1
     */
    static LabelledDigits of(DigitData images, DigitData labels) throws IOException {
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
        if (labels.array().type() != IdxType.UBYTE
                || labels.array().dimensions().size() != 1) {
            throw Idx.corrupt(
                    labels.name(),
                    "labels, UBYTE [n]",
                    labels.array().toString(),
                    "this is another kind of file; check its name");
        }
        int count = shape.get(0);
        if (count == 0) {
            throw Idx.corrupt(images.name(), "at least one image", "none", "use a file with data");
        }
        if (labels.array().size() != count) {
            throw Idx.corrupt(
                    labels.name(),
                    count + " labels, one for each image of " + images.name(),
                    String.valueOf(labels.array().size()),
                    "the two files are not of the same set");
        }
        byte[] classes = labels.array().bytes();
        for (int i = 0; i < count; i++) {
            int label = Byte.toUnsignedInt(classes[i]);
            if (label >= CLASSES) {
                throw Idx.corrupt(
                        labels.name(),
                        "labels of 0 to 9",
                        label + " as label number " + i + ", counted from 0",
                        "this set has other classes, or the file is damaged");
            }
        }
        return new LabelledDigits(images.array().bytes(), classes);
    }

    int size() {
        return labels.length;
    }

    /** 784 per digit, row by row, 0 to 255; not a copy. */
    byte[] pixels() {
        return pixels;
    }

    /** One per digit, 0 to 9; not a copy. */
    byte[] labels() {
        return labels;
    }
}
