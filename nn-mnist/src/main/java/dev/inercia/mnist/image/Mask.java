package dev.inercia.mnist.image;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The pixels of an image that belong to a digit. */
final class Mask {

    /** A connected piece smaller than this fraction of the largest piece is a speck. */
    private static final double SPECK = 0.03;
    /** The minimum stroke width, as a fraction of the longer side of the digit; the mean in MNIST is 0.14. */
    private static final double MIN_STROKE = 0.11;

    private final int width;
    private final int height;
    private final BitSet bits;

    Mask(int width, int height) {
        this(width, height, new BitSet());
    }

    private Mask(int width, int height, BitSet bits) {
        this.width = width;
        this.height = height;
        this.bits = bits;
    }

    /** A mask of the same size over other pixels, which are kept and not copied. */
    Mask like(BitSet others) {
        return new Mask(width, height, others);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The pixels; not a copy. */
    BitSet bits() {
        return bits;
    }

    boolean get(int pixel) {
        return bits.get(pixel);
    }

    void set(int pixel, boolean value) {
        bits.set(pixel, value);
    }

    /** The pixels between a pixel and the nearest border. */
    int toBorder(int pixel) {
        int x = pixel % width;
        int y = pixel / width;
        return Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y));
    }

    /** Removes pieces too small to be part of a digit. */
    void removeSpecks() {
        List<BitSet> pieces = pieces();
        int largest = pieces.stream().mapToInt(BitSet::cardinality).max().orElse(0);
        for (BitSet piece : pieces) {
            if (piece.cardinality() < SPECK * largest) {
                bits.andNot(piece);
            }
        }
    }

    /** The 8-connected pieces. */
    List<BitSet> pieces() {
        BitSet rest = (BitSet) bits.clone();
        List<BitSet> pieces = new ArrayList<>();
        for (int start = rest.nextSetBit(0); start >= 0; start = rest.nextSetBit(start)) {
            pieces.add(take(start, rest));
        }
        return pieces;
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

    /** The mask dilated by some pixels. */
    Mask grown(int pixels) {
        Mask grown = this;
        for (int i = 0; i < pixels; i++) {
            grown = grown.grown();
        }
        return grown;
    }

    /** The fraction of the pixels at the border that are in the mask. */
    double shareOfBorder() {
        int touching = 0;
        for (int pixel = bits.nextSetBit(0); pixel >= 0; pixel = bits.nextSetBit(pixel + 1)) {
            touching += toBorder(pixel) == 0 ? 1 : 0;
        }
        return touching / (2.0 * (width + height));
    }

    /** Removes what touches the border. */
    void removeTouching() {
        for (BitSet piece : pieces()) {
            if (piece.stream().anyMatch(pixel -> toBorder(pixel) == 0)) {
                bits.andNot(piece);
            }
        }
    }

    /**
     * The mean width of strokes in pixels.
     *
     * <p>Estimated from the area of a stroke (length times width) and its outline (about twice the length).
     */
    double strokeWidth() {
        int outline = 0;
        for (int pixel = bits.nextSetBit(0); pixel >= 0; pixel = bits.nextSetBit(pixel + 1)) {
            int x = pixel % width;
            int y = pixel / width;
            outline += x == 0 || !bits.get(pixel - 1) ? 1 : 0;
            outline += x == width - 1 || !bits.get(pixel + 1) ? 1 : 0;
            outline += y == 0 || !bits.get(pixel - width) ? 1 : 0;
            outline += y == height - 1 || !bits.get(pixel + width) ? 1 : 0;
        }
        // A pixel outline is longer than the line it approximates, by 4 / pi on average over all directions.
        return 2 * bits.cardinality() / (outline * Math.PI / 4);
    }

    /**
     * The number of pixels by which strokes are thinner than normal for a digit of this size; negative if they are
     * wider.
     */
    double missingStrokeWidth() {
        return MIN_STROKE * Box.of(bits, width).longer() - strokeWidth();
    }
}
