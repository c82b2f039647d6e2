package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Shape;
import java.util.Objects;

/**
 * The same numbers in another shape, such as rows of pixels as images.
 *
 * <pre>{@code
 * Network.input(784).layer(new Reshape(28, 28, 1)).layer(new Conv2d(32, 3)) ...
 * }</pre>
 *
 * <p>Shapes: any of as many numbers as {@code shape} has.
 *
 * @param shape of one example's output
 */
public record Reshape(Shape shape) implements Layer {

    public Reshape {
        Objects.requireNonNull(shape, "shape");
    }

    /** To this shape, without the batch axis. */
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
    public Bound bind(Binding binding) {
        return new BoundReshape(shape, binding);
    }
}
