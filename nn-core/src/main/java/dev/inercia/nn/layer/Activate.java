package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.tensor.Shape;
import java.util.Objects;

/**
 * An activation as a separate layer, {@code y = f(x)}, for input of any shape. A row-wise activation, such as the
 * softmax, runs along the last axis.
 *
 * @param activation f
 */
public record Activate(Activation activation) implements Layer {

    public Activate {
        Objects.requireNonNull(activation, "activation");
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public OutputMemory outputMemory() {
        return OutputMemory.IN_PLACE;
    }

    @Override
    public Sweeping sweeping() {
        return Sweeping.EXAMPLES;
    }

    @Override
    public Bound bind(Binding binding) {
        return new BoundActivate(activation, binding).byExample(binding);
    }
}
