package dev.inercia.mnist.image;

import java.util.BitSet;

/** The smallest box around pixels; right and bottom are the last column and row. */
record Box(int left, int top, int right, int bottom) {

    /** The box around pixels of an image of this width; there is at least one pixel. */
    static Box of(BitSet pixels, int width) {
        int left = width;
        int right = -1;
        for (int pixel = pixels.nextSetBit(0); pixel >= 0; pixel = pixels.nextSetBit(pixel + 1)) {
            left = Math.min(left, pixel % width);
            right = Math.max(right, pixel % width);
        }
        return new Box(left, pixels.nextSetBit(0) / width, right, (pixels.length() - 1) / width);
    }

    int width() {
        return right - left + 1;
    }

    int height() {
        return bottom - top + 1;
    }

    int longer() {
        return Math.max(width(), height());
    }

    /** The empty columns between two boxes; negative if they share columns. */
    int columnsBetween(Box other) {
        return Math.max(left, other.left) - Math.min(right, other.right) - 1;
    }

    /** The empty rows between two boxes; negative if they share rows. */
    int rowsBetween(Box other) {
        return Math.max(top, other.top) - Math.min(bottom, other.bottom) - 1;
    }

    /** The empty pixels between two boxes along the farther axis; at most 0 if they overlap or touch. */
    int distance(Box other) {
        return Math.max(columnsBetween(other), rowsBetween(other));
    }

    Box and(Box other) {
        return new Box(
                Math.min(left, other.left),
                Math.min(top, other.top),
                Math.max(right, other.right),
                Math.max(bottom, other.bottom));
    }
}
