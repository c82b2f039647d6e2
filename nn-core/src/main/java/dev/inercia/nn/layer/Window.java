package dev.inercia.nn.layer;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import java.util.Objects;

/**
 * The window that a convolution or pool moves over an image: its size, stride, padding and dilation.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param strideY the rows from one window to the next, at least 1
 * @param strideX the columns from one window to the next, at least 1
 * @param padding the zeros around the image
 * @param dilationY the rows from one element to the next, at least 1
 * @param dilationX the columns from one element to the next, at least 1
 */
@CheckReturnValue
public record Window(int height, int width, int strideY, int strideX, Padding padding, int dilationY, int dilationX) {

    public Window {
        Range.atLeastOne("Window", "height", height);
        Range.atLeastOne("Window", "width", width);
        Range.atLeastOne("Window", "strideY", strideY);
        Range.atLeastOne("Window", "strideX", strideX);
        Range.atLeastOne("Window", "dilationY", dilationY);
        Range.atLeastOne("Window", "dilationX", dilationX);
        Objects.requireNonNull(padding, "padding");
    }

    /** A window with a stride of 1, without padding. */
    static Window of(int height, int width) {
        return new Window(height, width, 1, 1, Padding.VALID, 1, 1);
    }

    Window stride(int y, int x) {
        return new Window(height, width, y, x, padding, dilationY, dilationX);
    }

    Window padding(Padding other) {
        return new Window(height, width, strideY, strideX, other, dilationY, dilationX);
    }

    Window dilation(int y, int x) {
        return new Window(height, width, strideY, strideX, padding, y, x);
    }

    /** This window for a sequence, which is an image of one column. */
    Window vertical() {
        return new Window(height, 1, strideY, 1, padding.vertical(), dilationY, 1);
    }

    /** For example {@code 3 x 3, stride 2 x 2, padding same}; omits defaults. */
    @Override
    public String toString() {
        return height + " x " + width
                + (strideY == 1 && strideX == 1 ? "" : ", stride " + strideY + " x " + strideX)
                + (padding.equals(Padding.VALID) ? "" : ", padding " + padding)
                + (dilationY == 1 && dilationX == 1 ? "" : ", dilation " + dilationY + " x " + dilationX);
    }
}
