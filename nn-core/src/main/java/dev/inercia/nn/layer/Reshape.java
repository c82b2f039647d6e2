package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Shape;
import java.util.Objects;

/**
 * Gives each example another shape, for example turns rows of pixels into images.
 *
 * <pre>{@code
 * Network.input(784).layer(new Reshape(28, 28, 1)).layer(new Conv2d(32, 3))
 * }</pre>
 *
 * <p>Shapes: any with the same number of elements as {@code shape}.
 *
 * @param shape the shape of one example's output
 */
public record Reshape(Shape shape) implements Layer {

    public Reshape {
        Objects.requireNonNull(shape, "shape");
    }

    /** Reshapes to this shape, without the batch axis. */
    public Reshape(int... shape) {
        this(Shape.of(shape));
    }

    @Override
    public Shape output(Shape input) {
        if (input.size() != shape.size()) {
            throw new IllegalArgumentException("expected an input of " + shape.size() + " numbers for the shape "
                    + shape + ", but got " + input + ", which has " + input.size());
        }
        return shape;
    }

    @Override
    public OutputMemory outputMemory() {
        return OutputMemory.NONE;
    }

    @Override
    public Bound bind(Binding binding) {
        return new BoundReshape(shape, binding);
    }
}
