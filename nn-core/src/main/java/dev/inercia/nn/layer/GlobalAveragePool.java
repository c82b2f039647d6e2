package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Shape;

/**
 * The mean of each channel over the whole image or sequence.
 *
 * <p>Shapes: {@code [height, width, channels]} or {@code [length, channels]} becomes {@code [channels]}.
 */
public record GlobalAveragePool() implements Layer {

    @Override
    public boolean expectsImages() {
        return true;
    }

    @Override
    public Shape output(Shape input) {
        return Shape.of(Geometry.ofWhole(input).channels);
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
        return BoundPool.mean(Geometry.ofWhole(binding.input()), false, binding).byExample(binding);
    }
}
