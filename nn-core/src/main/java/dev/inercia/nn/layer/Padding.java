package dev.inercia.nn.layer;

import dev.inercia.nn.check.Range;

/**
 * The zeros around an image that a window moves over.
 *
 * <pre>{@code
 * new Conv2d(32, 3).padding(Padding.SAME)
 * new Conv2d(32, 3).padding(Padding.of(1))
 * }</pre>
 *
 * @param isSame true to add as many zeros as make the output {@code ceil(input / stride)} long; if their number is odd,
 *     the extra one goes at the end; the sizes are then 0
 * @param top rows above, at least 0
 * @param left columns to the left, at least 0
 * @param bottom rows below, at least 0
 * @param right columns to the right, at least 0
 */
public record Padding(boolean isSame, int top, int left, int bottom, int right) {

    /** No padding: windows stay inside the image. */
    public static final Padding VALID = of(0);

    /** Makes the output {@code ceil(input / stride)} long. */
    public static final Padding SAME = new Padding(true, 0, 0, 0, 0);

    public Padding {
        Range.atLeastZero("Padding", "top", top);
        Range.atLeastZero("Padding", "left", left);
        Range.atLeastZero("Padding", "bottom", bottom);
        Range.atLeastZero("Padding", "right", right);
        if (isSame && (top | left | bottom | right) != 0) {
            throw new IllegalArgumentException("Padding: expected sizes or 'same', but got both");
        }
    }

    /** Pads all four sides by the same size. */
    public static Padding of(int size) {
        return of(size, size);
    }

    /** Pads by one size above and below, and by another to the left and right. */
    public static Padding of(int height, int width) {
        return of(height, width, height, width);
    }

    /** Pads each side by its own size. */
    public static Padding of(int top, int left, int bottom, int right) {
        return new Padding(false, top, left, bottom, right);
    }

    /** This padding without columns, for sequences. */
    Padding vertical() {
        return new Padding(isSame, top, 0, bottom, 0);
    }

    /** For example {@code same}, {@code valid}, {@code 1}, or the four sides. */
    @Override
    public String toString() {
        if (isSame) {
            return "same";
        }
        boolean isEven = top == left && top == bottom && top == right;
        return isEven ? top == 0 ? "valid" : String.valueOf(top) : top + " " + left + " " + bottom + " " + right;
    }
}
