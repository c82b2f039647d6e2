package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Shape;

/**
 * The positions of a window on images of one size, and the shape of the output. Sequences {@code [length, channels]}
 * are images of one column.
 */
final class Geometry {

    final Window window;
    final int height;
    final int width;
    final int channels;
    /** The rows of zeros above, and the columns of zeros to the left. */
    final int top;

    final int left;
    final int outHeight;
    final int outWidth;
    /** The height and width with padding. */
    final int paddedHeight;

    final int paddedWidth;

    private final boolean isSequence;

    private Geometry(Window window, Shape input, boolean isSequence) {
        this.window = window;
        this.isSequence = isSequence;
        height = input.dimension(0);
        width = isSequence ? 1 : input.dimension(1);
        channels = input.dimension(input.rank() - 1);
        Padding padding = window.padding();
        int spanY = (window.height() - 1) * window.dilationY() + 1;
        int spanX = (window.width() - 1) * window.dilationX() + 1;
        int aboveAndBelow = padding.isSame() ? same(height, spanY, window.strideY()) : padding.top() + padding.bottom();
        int leftAndRight = padding.isSame() ? same(width, spanX, window.strideX()) : padding.left() + padding.right();
        top = padding.isSame() ? aboveAndBelow / 2 : padding.top();
        left = padding.isSame() ? leftAndRight / 2 : padding.left();
        paddedHeight = height + aboveAndBelow;
        paddedWidth = width + leftAndRight;
        if (spanY > paddedHeight || spanX > paddedWidth) {
            throw new IllegalArgumentException(
                    "expected an input of at least " + size(spanY, spanX) + " for a window of "
                            + (isSequence ? window.height() : window) + ", but got " + input
                            + (aboveAndBelow + leftAndRight == 0
                                    ? ""
                                    : ", which is " + size(paddedHeight, paddedWidth) + " with its padding")
                            + ": use a smaller window, or padding(Padding.SAME)");
        }
        outHeight = (paddedHeight - spanY) / window.strideY() + 1;
        outWidth = (paddedWidth - spanX) / window.strideX() + 1;
    }

    /** The number of zeros that make the output {@code ceil(length / stride)} long. */
    private static int same(int length, int span, int stride) {
        int windows = (length + stride - 1) / stride;
        return Math.max(0, (windows - 1) * stride + span - length);
    }

    private String size(int y, int x) {
        return isSequence ? String.valueOf(y) : y + " x " + x;
    }

    /** The geometry for images {@code [height, width, channels]}. */
    static Geometry ofImage(Window window, Shape input) {
        if (input.rank() != 3) {
            throw new IllegalArgumentException("expected images [height, width, channels], but got " + input
                    + ": put a Reshape before this layer, such as new Reshape(28, 28, 1)");
        }
        return new Geometry(window, input, false);
    }

    /** The geometry for sequences {@code [length, channels]}. */
    static Geometry ofSequence(Window window, Shape input) {
        if (input.rank() != 2) {
            throw new IllegalArgumentException("expected sequences [length, channels], but got " + input
                    + ": put a Reshape before this layer, such as new Reshape(" + input.size() + ", 1)");
        }
        return new Geometry(window.vertical(), input, true);
    }

    /** The geometry for images, or for sequences if the window is square. */
    static Geometry of(Window window, Shape input) {
        boolean isSquare = window.height() == window.width() && window.strideY() == window.strideX();
        if (input.rank() == 2 && isSquare) {
            return ofSequence(window, input);
        }
        if (input.rank() == 2) {
            throw new IllegalArgumentException("expected images [height, width, channels] for a window of " + window
                    + ", but got " + input + ": give sequences a window of one size");
        }
        return ofImage(window, input);
    }

    /** The geometry of a window as large as the whole image or sequence. */
    static Geometry ofWhole(Shape input) {
        if (input.rank() == 2) {
            return ofSequence(Window.of(input.dimension(0), 1), input);
        }
        return ofImage(
                Window.of(input.rank() == 3 ? input.dimension(0) : 1, input.rank() == 3 ? input.dimension(1) : 1),
                input);
    }

    /** The shape of the output with this many channels. */
    Shape output(int count) {
        return isSequence ? Shape.of(outHeight, count) : Shape.of(outHeight, outWidth, count);
    }

    /** The image row under an element of the window of an output row; outside the image in the padding. */
    int row(int outRow, int element) {
        return outRow * window.strideY() - top + element * window.dilationY();
    }

    /** The image column under an element of the window of an output column; outside the image in the padding. */
    int column(int outColumn, int element) {
        return outColumn * window.strideX() - left + element * window.dilationX();
    }

    boolean hasRow(int row) {
        return row >= 0 && row < height;
    }

    /** The first output column for which this element of the window is inside the image. */
    int firstColumn(int element) {
        int before = left - element * window.dilationX();
        int first = before <= 0 ? 0 : (before + window.strideX() - 1) / window.strideX();
        return Math.min(first, outWidth);
    }

    /** The last output column for which this element of the window is inside the image, plus 1. */
    int endColumn(int element) {
        int last = width - 1 + left - element * window.dilationX();
        int end = last < 0 ? 0 : last / window.strideX() + 1;
        return Math.max(firstColumn(element), Math.min(outWidth, end));
    }

    boolean isPadded() {
        return paddedHeight > height || paddedWidth > width;
    }

    int inputSize() {
        return height * width * channels;
    }

    /** The number of output positions. */
    int positions() {
        return outHeight * outWidth;
    }
}
