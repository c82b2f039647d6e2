package dev.inercia.nn.layer;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.tensor.Shape;

/**
 * The mean of each window, channel by channel.
 *
 * <p>Shapes: as {@link MaxPool}. By default the zeros of the padding count as elements of a window, as in PyTorch;
 * {@link #withoutPadding()} divides by the elements within the image instead, as Keras does.
 *
 * <pre>{@code
 * new AveragePool(2)
 * new AveragePool(3).stride(2).padding(Padding.of(1)).withoutPadding()
 * }</pre>
 *
 * @param window its size, stride and padding
 * @param countsPadding whether zeros of the padding count
 */
@CheckReturnValue
public record AveragePool(Window window, boolean countsPadding) implements Layer {

    public AveragePool {
        MaxPool.requirePool("AveragePool", window);
    }

    /** Square windows side by side. */
    public AveragePool(int size) {
        this(size, size);
    }

    /** Windows side by side. */
    public AveragePool(int height, int width) {
        this(Window.of(height, width).stride(height, width), true);
    }

    /** With windows this far apart. */
    public AveragePool stride(int stride) {
        return stride(stride, stride);
    }

    /** With windows this far apart. */
    public AveragePool stride(int y, int x) {
        return new AveragePool(window.stride(y, x), countsPadding);
    }

    /** With padding. */
    public AveragePool padding(Padding padding) {
        return new AveragePool(window.padding(padding), countsPadding);
    }

    /** Dividing by the elements within the image only. */
    public AveragePool withoutPadding() {
        return new AveragePool(window, false);
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
    public Bound bind(Binding binding) {
        return BoundPool.mean(Geometry.of(window, binding.input()), countsPadding, binding);
    }
}
