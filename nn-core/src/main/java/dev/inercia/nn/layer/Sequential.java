package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers in sequence, each applied to the output of the one before. The root of a network is one; it is a layer like
 * any other and can be put into {@link Residual} or {@link Parallel}.
 *
 * <p>Shapes: the input of the first layer, the output of the last. Children: {@code 0}, {@code 1}, ... from input to
 * output.
 *
 * <pre>{@code
 * new Sequential(new Dense(30, new Relu()), new Dense(10))
 * }</pre>
 *
 * @param layers from input to output, at least one
 */
public record Sequential(List<Layer> layers) implements Layer {

    /** Keeps a copy; refuses an empty list. */
    public Sequential {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("Sequential: expected at least one layer, but got none");
        }
    }

    /** A sequence of these layers, from input to output. */
    public Sequential(Layer... layers) {
        this(List.of(layers));
    }

    @Override
    public Shape output(Shape input) {
        List<Child> children = children(input);
        return children.get(children.size() - 1).output();
    }

    @Override
    public List<Child> children(Shape input) {
        List<Child> children = new ArrayList<>();
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            if (i > 0) {
                shape = children.get(i - 1).output();
            }
            children.add(new Child(String.valueOf(i), layers.get(i), shape));
        }
        return children;
    }

    /** The activation of the last layer. */
    @Override
    public Activation activation() {
        return layers.get(layers.size() - 1).activation();
    }

    @Override
    public OutputMemory outputMemory() {
        return OutputMemory.NONE;
    }

    @Override
    public Bound bind(Binding binding) {
        String[] names = new String[layers.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = String.valueOf(i);
        }
        return binding.chain(names);
    }
}
