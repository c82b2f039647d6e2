package dev.inercia.nn.layer;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Initializer;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import java.util.Objects;

/**
 * A parameter that a layer declares.
 *
 * @param name its name within the layer, without dots, such as {@code weight}
 * @param shape its shape
 * @param order its memory order: {@code 'c'} row by row, {@code 'f'} column by column
 * @param role what it is for
 * @param fans the number of inputs and outputs of each unit, for the initialiser
 * @param initializer its initial values
 * @param interchange its name and axes in other tools, by default the same
 */
@CheckReturnValue
public record Parameter(
        String name, Shape shape, char order, Role role, Fans fans, Initializer initializer, Interchange interchange) {

    public Parameter {
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(fans, "fans");
        Objects.requireNonNull(initializer, "initializer");
        Objects.requireNonNull(interchange, "interchange");
        if (name.isBlank() || name.indexOf('.') >= 0) {
            throw new IllegalArgumentException("Expected a name without dots for a parameter, but got '" + name + "'");
        }
        if (order != 'c' && order != 'f') {
            throw new IllegalArgumentException(
                    "Parameter " + name + ": order must be 'c' or 'f', but is '" + order + "'");
        }
        int axes = interchange.axes().size();
        if (axes != 0 && axes != shape.rank() || interchange.features() >= shape.rank()) {
            throw new IllegalArgumentException(
                    "Parameter " + name + ": expected axes of its shape " + shape + ", but got " + interchange);
        }
    }

    /** A parameter with the same name and axes in other tools. */
    public Parameter(String name, Shape shape, char order, Role role, Fans fans, Initializer initializer) {
        this(name, shape, order, role, fans, initializer, Interchange.SAME);
    }

    /** Declares the name and axes in other tools. */
    public Parameter interchange(Interchange there) {
        return new Parameter(name, shape, order, role, fans, initializer, there);
    }

    /** The name in other tools. */
    public String nameThere() {
        return interchange.name().isEmpty() ? name : interchange.name();
    }

    /** The shape in other tools. */
    public Shape shapeThere() {
        return interchange.shape(shape);
    }

    /** A weight stored row by row. */
    public static Parameter weight(String name, Shape shape, Fans fans, Initializer initializer) {
        return new Parameter(name, shape, 'c', Role.WEIGHT, fans, initializer);
    }

    /** A bias. */
    public static Parameter bias(String name, Shape shape, Fans fans, Initializer initializer) {
        return new Parameter(name, shape, 'c', Role.BIAS, fans, initializer);
    }
}
