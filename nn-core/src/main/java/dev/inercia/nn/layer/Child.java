package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Shape;
import java.util.Objects;

/**
 * A layer within a layer.
 *
 * @param name its name within that layer, without dots; its parameters are called {@code name.weight} and so on
 * @param layer the inner layer
 * @param input the shape of one example's input to it
 */
public record Child(String name, Layer layer, Shape input) {

    /** Refuses a name that would make paths ambiguous. */
    public Child {
        Objects.requireNonNull(layer, "layer");
        Objects.requireNonNull(input, "input");
        if (name.isBlank() || name.indexOf('.') >= 0) {
            throw new IllegalArgumentException(
                    "Expected a name without dots for a layer within a layer, but got '" + name + "'");
        }
    }

    /**
     * The shape of one example's output.
     *
     * @throws IllegalArgumentException if the input does not fit; the message begins with the child's name
     */
    public Shape output() {
        try {
            return layer.output(input);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + " (" + layer.getClass().getSimpleName() + "): " + e.getMessage(), e);
        }
    }
}
