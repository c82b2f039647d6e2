package dev.inercia.mnist.image;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Tells digits in one picture apart: which connected pieces belong to the same digit. */
final class DigitPieces {

    /** A piece at least this high, as a fraction of the highest, may be a digit of its own; lower ones are parts. */
    private static final double OWN = 0.45;
    /** Pieces this close, as a fraction of the highest piece, are parts of one digit: people lift the pen. */
    static final double GAP = 0.15;

    private DigitPieces() {}

    /** The pixels of each digit, in reading order; empty if the mask is. */
    static List<BitSet> of(Mask mask) {
        List<BitSet> pieces = mask.pieces();
        List<Box> boxes = pieces.stream().map(p -> Box.of(p, mask.width())).toList();
        int highest = boxes.stream().mapToInt(Box::height).max().orElse(0);
        List<BitSet> digits = new ArrayList<>();
        List<BitSet> parts = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            if (boxes.get(i).height() < OWN * highest) {
                parts.add(pieces.get(i));
            } else {
                add(mask, digits, pieces.get(i), highest);
            }
        }
        for (BitSet part : parts) {
            Box box = Box.of(part, mask.width());
            digits.stream()
                    .min(Comparator.comparingInt(
                            digit -> Box.of(digit, mask.width()).distance(box)))
                    .ifPresent(nearest -> nearest.or(part));
        }
        return inReadingOrder(digits, mask.width());
    }

    /** Adds a piece, joined with all digits that it belongs to. */
    private static void add(Mask mask, List<BitSet> digits, BitSet piece, int highest) {
        BitSet joined = piece;
        for (int i = digits.size() - 1; i >= 0; i--) {
            if (areOne(mask, joined, digits.get(i), highest)) {
                joined.or(digits.remove(i));
            }
        }
        digits.add(joined);
    }

    private static boolean areOne(Mask mask, BitSet a, BitSet b, int highest) {
        Box one = Box.of(a, mask.width());
        Box other = Box.of(b, mask.width());
        int reach = (int) Math.max(1, GAP * highest);
        return one.distance(other) <= reach && mask.like(a).grown(reach).bits().intersects(b);
    }

    /** Line by line from the top, from left to right. */
    private static List<BitSet> inReadingOrder(List<BitSet> digits, int width) {
        List<BitSet> rest = new ArrayList<>(digits);
        rest.sort(Comparator.comparingInt(digit -> Box.of(digit, width).top()));
        List<BitSet> ordered = new ArrayList<>();
        while (!rest.isEmpty()) {
            int bottom = Box.of(rest.get(0), width).bottom();
            List<BitSet> line = new ArrayList<>(rest.stream()
                    .filter(digit -> middle(Box.of(digit, width)) <= bottom)
                    .toList());
            rest.removeAll(line);
            line.sort(Comparator.comparingInt(digit -> Box.of(digit, width).left()));
            ordered.addAll(line);
        }
        return ordered;
    }

    private static double middle(Box box) {
        return (box.top() + box.bottom()) / 2.0;
    }
}
