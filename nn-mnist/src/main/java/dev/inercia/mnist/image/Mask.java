package dev.inercia.mnist.image;

import java.util.ArrayDeque;
import java.util.BitSet;

/** The pixels of an image that belong to a digit. */
final class Mask {

    /** A connected piece smaller than this fraction of the largest piece is a speck. */
    private static final double SPECK = 0.03;
    /** The minimum stroke width, as a fraction of the longer side of the digit; the mean in MNIST is 0.14. */
    private static final double MIN_STROKE = 0.11;

    private final int width;
    private final int height;
    private final BitSet bits = new BitSet();

    Mask(int width, int height) {
        this.width = width;
        this.height = height;
    }

    boolean get(int pixel) {
        return bits.get(pixel);
    }

    void set(int pixel, boolean value) {
        bits.set(pixel, value);
    }

    /** Removes pieces too small to be part of the digit. */
    void removeSpecks() {
        BitSet rest = (BitSet) bits.clone();
        ArrayDeque<BitSet> pieces = new ArrayDeque<>();
        int largest = 0;
        for (int start = rest.nextSetBit(0); start >= 0; start = rest.nextSetBit(start)) {
            BitSet piece = take(start, rest);
            pieces.add(piece);
            largest = Math.max(largest, piece.cardinality());
        }
        for (BitSet piece : pieces) {
            if (piece.cardinality() < SPECK * largest) {
                bits.andNot(piece);
            }
        }
    }

    /** Removes the 8-connected piece of a pixel from the rest and returns it. */
    private BitSet take(int start, BitSet rest) {
        BitSet piece = new BitSet();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        rest.clear(start);
        open.push(start);
        while (!open.isEmpty()) {
            int pixel = open.pop();
            piece.set(pixel);
            for (int y = Math.max(0, pixel / width - 1); y <= Math.min(height - 1, pixel / width + 1); y++) {
                for (int x = Math.max(0, pixel % width - 1); x <= Math.min(width - 1, pixel % width + 1); x++) {
                    int near = y * width + x;
                    if (rest.get(near)) {
                        rest.clear(near);
                        open.push(near);
                    }
                }
            }
        }
        return piece;
    }

    /** The mask dilated by one pixel. */
    Mask grown() {
        Mask grown = new Mask(width, height);
        for (int pixel = bits.nextSetBit(0); pixel >= 0; pixel = bits.nextSetBit(pixel + 1)) {
            int left = Math.max(0, pixel % width - 1);
            int right = Math.min(width - 1, pixel % width + 1);
            for (int y = Math.max(0, pixel / width - 1); y <= Math.min(height - 1, pixel / width + 1); y++) {
                grown.bits.set(y * width + left, y * width + right + 1);
            }
        }
        return grown;
    }

    /**
     * The number of pixels by which strokes are thinner than normal for a digit of this size; negative if they are
     * wider.
     *
     * <p>Estimated from the area of a stroke (length times width) and its outline (about twice the length).
     */
    double missingStrokeWidth() {
        int left = width;
        int right = 0;
        int top = height;
        int bottom = 0;
        int outline = 0;
        for (int pixel = bits.nextSetBit(0); pixel >= 0; pixel = bits.nextSetBit(pixel + 1)) {
            int x = pixel % width;
            int y = pixel / width;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            outline += x == 0 || !bits.get(pixel - 1) ? 1 : 0;
            outline += x == width - 1 || !bits.get(pixel + 1) ? 1 : 0;
            outline += y == 0 || !bits.get(pixel - width) ? 1 : 0;
            outline += y == height - 1 || !bits.get(pixel + width) ? 1 : 0;
        }
        int side = Math.max(right - left, bottom - top) + 1;
        // A pixel outline is longer than the line it approximates, by 4 / pi on average over all directions.
        double stroke = 2 * bits.cardinality() / (outline * Math.PI / 4);
        return MIN_STROKE * side - stroke;
    }
}
