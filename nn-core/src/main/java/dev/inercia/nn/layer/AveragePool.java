package dev.inercia.nn.layer;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.tensor.Shape;

/**
 * The mean of each window, channel by channel.
 *
 * <p>Shapes: as {@link MaxPool}. By default the zeros of the padding count, as in PyTorch;
 * {@link #withoutPadding()} divides by the number of elements inside the image instead, as Keras does.
 *
 * <pre>{@code
 * new AveragePool(2)
 * new AveragePool(3).stride(2).padding(Padding.of(1)).withoutPadding()
 * }</pre>
 *
 * @param window its size, stride and padding
 * @param countsPadding true to count the zeros of the padding in the mean, by default true
 */
@CheckReturnValue
public record AveragePool(Window window, boolean countsPadding) implements Layer {

    public AveragePool {
        MaxPool.requirePool("AveragePool", window);
    }

    /** Square windows; the stride is the window size. */
    public AveragePool(int size) {
        this(size, size);
    }

    /** Windows of this height and width; the stride is the window size. */
    public AveragePool(int height, int width) {
        this(Window.of(height, width).stride(height, width), true);
    }

    /** Sets the stride. */
    public AveragePool stride(int stride) {
        return stride(stride, stride);
    }

    /** Sets the stride. */
    public AveragePool stride(int y, int x) {
        return new AveragePool(window.stride(y, x), countsPadding);
    }

    /** Sets the padding, by default none. */
    public AveragePool padding(Padding padding) {
        return new AveragePool(window.padding(padding), countsPadding);
    }

    /** Divides by the number of elements inside the image, without the padding. */
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
    public boolean readsSource(Shape input) {
        return true;
    }

    @Override
    public Sweeping sweeping() {
        return Sweeping.EXAMPLES;
    }

    @Override
    public Bound bind(Binding binding) {
        return BoundPool.mean(Geometry.of(window, binding.input()), countsPadding, binding)
                .byExample(binding);
    }
}
