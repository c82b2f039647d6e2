package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.check.Range;
import dev.inercia.nn.init.Fans;
import dev.inercia.nn.init.Initializer;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The configuration shared by {@link Conv2d} and {@link Conv1d}, which treats a sequence as an image of one column. */
record Convolution(
        String owner,
        int filters,
        Window window,
        int groups,
        Activation activation,
        boolean hasBias,
        Initializer weights,
        Initializer biases) {

    Convolution {
        Range.atLeastOne(owner, "filters", filters);
        Range.atLeastOne(owner, "groups", groups);
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(biases, "biases");
        if (filters % groups != 0) {
            throw new IllegalArgumentException(
                    owner + ": filters must be a multiple of groups, but are " + filters + " and " + groups);
        }
    }

    private boolean isSequence() {
        return owner.equals("Conv1d");
    }

    /** The geometry for this input. */
    Geometry geometry(Shape input) {
        Geometry geometry = isSequence() ? Geometry.ofSequence(window, input) : Geometry.ofImage(window, input);
        if (geometry.channels % groups != 0) {
            throw new IllegalArgumentException("expected channels that are a multiple of groups, " + groups
                    + ", but got " + input + ": use as many groups as divide " + geometry.channels);
        }
        return geometry;
    }

    Shape output(Shape input) {
        return geometry(input).output(filters);
    }

    /**
     * Kernels {@code [height, width, channels / groups, filters]}: a product uses a row of the window without copying.
     */
    List<Parameter> parameters(Shape input) {
        int depth = geometry(input).channels / groups;
        int area = window.height() * window.width();
        Fans fans = new Fans(area * depth, area * filters / groups);
        Shape kernels = isSequence()
                ? Shape.of(window.height(), depth, filters)
                : Shape.of(window.height(), window.width(), depth, filters);
        Interchange there = isSequence() ? Interchange.axes(2, 1, 0) : Interchange.axes(3, 2, 0, 1);
        List<Parameter> parameters = new ArrayList<>(
                List.of(Parameter.weight("weight", kernels, fans, weights).interchange(there)));
        if (hasBias) {
            parameters.add(Parameter.bias("bias", Shape.of(filters), fans, biases));
        }
        return parameters;
    }

    /** True unless the array is read directly: by a depthwise loop, or by products if the window is one pixel wide. */
    boolean readsSource(Shape input) {
        return !isDepthwise(input) && !WindowRows.areInPlace(simplest(input), groups);
    }

    /** True if each filter sees one channel, which a loop computes. */
    boolean isDepthwise(Shape input) {
        return groups > 1 && groups == geometry(input).channels;
    }

    /** If the window is one pixel, every pixel is a row of a matrix: an image of one column takes a single product. */
    private Geometry simplest(Shape input) {
        Geometry geometry = geometry(input);
        boolean isPointwise = window.equals(Window.of(1, 1));
        return isPointwise ? Geometry.ofImage(window, Shape.of(geometry.positions(), 1, geometry.channels)) : geometry;
    }

    Layer.Bound bind(Binding binding) {
        return new BoundConvolution(this, simplest(binding.input()), binding).byExample(binding);
    }
}
