package dev.inercia.mnist.image;

import java.util.BitSet;
import java.util.List;

/**
 * Finds what touches the border of a picture and is not the digit: the black bar where a scanner saw past the paper, or
 * the end of a neighbouring stroke.
 */
final class ScanEdges {

    /** A bar reaches no deeper into the picture than this fraction of its shorter side. */
    private static final double DEPTH = 0.12;
    /** A bar touches at least this fraction of the shorter side. */
    private static final double LENGTH = 0.5;
    /** If a piece of this fraction of the shorter side lies within the picture, what touches the border is another. */
    private static final double DIGIT = 0.2;
    /** The blurred rim of a bar, in pixels. */
    private static final int BLUR = 2;

    private ScanEdges() {}

    /** The pixels of edges, with their blur; empty if there are none. */
    static BitSet of(Mask mask) {
        int shorter = Math.min(mask.width(), mask.height());
        List<BitSet> pieces = mask.pieces();
        BitSet inner = new BitSet();
        for (BitSet piece : pieces) {
            boolean isLarger = piece.cardinality() > inner.cardinality();
            if (isLarger
                    && touching(mask, piece) == 0
                    && Box.of(piece, mask.width()).longer() >= DIGIT * shorter) {
                inner = piece;
            }
        }
        BitSet edges = new BitSet();
        for (BitSet piece : pieces) {
            int touching = touching(mask, piece);
            boolean isBar =
                    touching >= LENGTH * shorter && hasCorner(mask, piece) && depth(mask, piece) <= DEPTH * shorter;
            if (isBar || touching > 0 && isFarFrom(mask, inner, piece)) {
                edges.or(piece);
            }
        }
        return edges.isEmpty() ? edges : mask.like(edges).grown(BLUR).bits();
    }

    /** The largest distance of a pixel from the nearest border. */
    private static int depth(Mask mask, BitSet piece) {
        int depth = 0;
        for (int pixel = piece.nextSetBit(0); pixel >= 0; pixel = piece.nextSetBit(pixel + 1)) {
            depth = Math.max(depth, mask.toBorder(pixel) + 1);
        }
        return depth;
    }

    private static int touching(Mask mask, BitSet piece) {
        int touching = 0;
        for (int pixel = piece.nextSetBit(0); pixel >= 0; pixel = piece.nextSetBit(pixel + 1)) {
            touching += mask.toBorder(pixel) == 0 ? 1 : 0;
        }
        return touching;
    }

    private static boolean hasCorner(Mask mask, BitSet piece) {
        int last = mask.width() * mask.height() - 1;
        return piece.get(0) || piece.get(mask.width() - 1) || piece.get(last) || piece.get(last - mask.width() + 1);
    }

    /** True if there is a digit within the picture, and this piece too far from it for a part. */
    private static boolean isFarFrom(Mask mask, BitSet inner, BitSet piece) {
        if (inner.isEmpty()) {
            return false;
        }
        Box digit = Box.of(inner, mask.width());
        Box box = Box.of(piece, mask.width());
        return box.distance(digit) > DigitPieces.GAP * Math.max(digit.longer(), box.longer());
    }
}
