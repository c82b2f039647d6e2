package dev.inercia.nn.layer;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.tensor.Shape;
import java.util.Objects;

/**
 * The maximum of each window, channel by channel.
 *
 * <p>Shapes: {@code [height, width, channels]} or {@code [length, channels]}; each side becomes
 * {@code (side + padding - window) / stride + 1}, rounded down. The stride defaults to the window size.
 * Padding is never the maximum, and is smaller than the window. If several elements are the maximum, the first gets the
 * gradient.
 *
 * <pre>{@code
 * new MaxPool(2)
 * new MaxPool(3).stride(2).padding(Padding.of(1))
 * }</pre>
 *
 * @param window its size, stride and padding
 */
@CheckReturnValue
public record MaxPool(Window window) implements Layer {

    public MaxPool {
        requirePool("MaxPool", window);
    }

    /** Square windows; the stride is the window size. */
    public MaxPool(int size) {
        this(size, size);
    }

    /** Windows of this height and width; the stride is the window size. */
    public MaxPool(int height, int width) {
        this(Window.of(height, width).stride(height, width));
    }

    /** Sets the stride. */
    public MaxPool stride(int stride) {
        return stride(stride, stride);
    }

    /** Sets the stride. */
    public MaxPool stride(int y, int x) {
        return new MaxPool(window.stride(y, x));
    }

    /** Sets the padding, by default none. */
    public MaxPool padding(Padding padding) {
        return new MaxPool(window.padding(padding));
    }

    /** Rejects padding that could fill a window. */
    static void requirePool(String owner, Window window) {
        Objects.requireNonNull(window, "window");
        Padding padding = window.padding();
        if (Math.max(padding.top(), padding.bottom()) >= window.height()
                || Math.max(padding.left(), padding.right()) >= window.width()) {
            throw new IllegalArgumentException(owner + ": padding must be smaller than the window, but is " + padding
                    + " for a window of " + window.height() + " x " + window.width());
        }
    }

    @Override
    public boolean expectsImages() {
        return true;
    }

    @Override
    public Shape output(Shape input) {
        Geometry geometry = Geometry.of(window, input);
        return geometry.output(geometry.channels);
    }

    @Override
    public boolean readsSource(Shape input) {
        return true;
    }

    @Override
    public Sweeping sweeping() {
        return Sweeping.EXAMPLES;
    }

    @Override
    public Bound bind(Binding binding) {
        return BoundPool.maximum(Geometry.of(window, binding.input()), binding).byExample(binding);
    }
}
