package dev.inercia.nn;

import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Binding;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.function.Consumer;

/** A layer with a trained parameter and a buffer that asks for them in some way when it is bound. */
record Misreading(Consumer<Binding> question) implements Layer {

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return List.of(
                new Parameter("mean", input, 'c', Role.BUFFER, new Fans(1, 1), new Zeros()),
                new Parameter("scale", input, 'c', Role.NORM, new Fans(1, 1), new Zeros()));
    }

    @Override
    public Bound bind(Binding binding) {
        question.accept(binding);
        throw new AssertionError("The binding took it");
    }
}
