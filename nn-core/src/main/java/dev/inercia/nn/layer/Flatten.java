package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Shape;

/**
 * Flattens each example to one axis, for example between a convolution and a {@link Dense}. Copies nothing in training.
 *
 * <p>Shapes: any becomes {@code [size]}, in row-major order: the channels of the first pixel, then those of the second,
 * and so on.
 */
public record Flatten() implements Layer {

    @Override
    public Shape output(Shape input) {
        return Shape.of(input.size());
    }

    @Override
    public OutputMemory outputMemory() {
        return OutputMemory.NONE;
    }

    @Override
    public Bound bind(Binding binding) {
        return new BoundReshape(output(binding.input()), binding);
    }
}
