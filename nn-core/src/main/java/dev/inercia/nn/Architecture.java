package dev.inercia.nn;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.layer.Activate;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a network is, without its numbers: layers whose shapes fit. Checked when it is made.
 *
 * @param input the shape of one example
 * @param layers from input to output, at least one
 * @param output the activation on top: it belongs to the network, so that a loss can be fused with it
 * @param type FLOAT or DOUBLE
 */
public record Architecture(Shape input, List<Layer> layers, Activation output, DataType type) {

    /**
     * Checks that every layer's input fits.
     *
     * @throws IllegalArgumentException naming the layer by index and type, what it expected and what it was given
     */
    public Architecture {
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("A network needs at least one layer");
        }
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new IllegalArgumentException("A network computes in FLOAT or DOUBLE, not in " + type);
        }
        shapes(input, layers);
    }

    /** The shape before the first layer and after each: one more than there are layers. */
    public List<Shape> shapes() {
        return shapes(input, layers);
    }

    private static List<Shape> shapes(Shape input, List<Layer> layers) {
        List<Shape> shapes = new ArrayList<>(List.of(input));
        for (int i = 0; i < layers.size(); i++) {
            try {
                shapes.add(layers.get(i).output(shapes.get(i)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        name(layers, i) + " " + (i == 0 ? "at the input" : "after " + name(layers, i - 1)) + ": "
                                + e.getMessage(),
                        e);
            }
        }
        return shapes;
    }

    private static String name(List<Layer> layers, int index) {
        return "layer " + index + " (" + layers.get(index).getClass().getSimpleName() + ")";
    }

    /** How messages call a layer: {@code layer 1 (Dense)}. */
    public String layerName(int index) {
        return name(layers, index);
    }

    /** The shape of one example's output. */
    public Shape outputShape() {
        List<Shape> shapes = shapes();
        return shapes.get(shapes.size() - 1);
    }

    /** The activation that a layer ends in, as far as the library knows it; the identity for any other. */
    public Activation activation(int layer) {
        return activation(layers.get(layer));
    }

    /** The activation that a layer of the library ends in; the identity for any other. */
    static Activation activation(Layer layer) {
        if (layer instanceof Dense dense) {
            return dense.activation();
        }
        return layer instanceof Activate activate ? activate.activation() : new Identity();
    }

    /** Every layer's parameters, in order. */
    List<List<Parameter>> parameters() {
        List<Shape> shapes = shapes();
        List<List<Parameter>> parameters = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            try {
                parameters.add(List.copyOf(layers.get(i).parameters(shapes.get(i))));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(layerName(i) + ": " + e.getMessage(), e);
            }
        }
        return parameters;
    }

    /**
     * Where each parameter lies in the flat vectors.
     *
     * @throws IllegalArgumentException if a layer has two of one name, or all are too many for one vector
     */
    List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<List<Parameter>> parameters = parameters();
        int flat = 0;
        int buffers = 0;
        for (int i = 0; i < parameters.size(); i++) {
            for (Parameter p : parameters.get(i)) {
                int from = p.role() == Role.BUFFER ? buffers : flat;
                int to = from + p.shape().size();
                if (to < from) {
                    throw new IllegalArgumentException(layerName(i) + ": with parameter '" + p.name() + "' of shape "
                            + p.shape() + " the network has more than " + Integer.MAX_VALUE
                            + " parameters, more than one vector can hold");
                }
                if (!names.add(i + "." + p.name())) {
                    throw new IllegalArgumentException(
                            layerName(i) + ": two parameters are called '" + p.name() + "', give each its own name");
                }
                segments.add(new Segment(i, i + "." + p.name(), p.shape(), p.order(), p.role(), from, to));
                if (p.role() == Role.BUFFER) {
                    buffers = to;
                } else {
                    flat = to;
                }
            }
        }
        return segments;
    }
}
