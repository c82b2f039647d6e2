package dev.inercia.nn;

import dev.inercia.nn.layer.Child;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.layer.Sequential;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A layer at its position in a network, with its declarations and the layers within it.
 *
 * @param index the index of the top-level layer that it is or belongs to, from 0; -1 for the root
 * @param path the names from the root to it, as in {@code 2.body.0}; empty for the root
 * @param name its name in messages: {@code layer 2 (Residual)}, or nested {@code layer 2 (Residual) body.0 (Dense)}
 */
record LayerTree(
        int index,
        String path,
        String name,
        Layer layer,
        Shape input,
        Shape output,
        List<Parameter> parameters,
        List<LayerTree> children) {

    /**
     * Builds the tree of a network; the root's children are the top-level layers.
     *
     * @throws IllegalArgumentException if a layer does not fit the previous one, or rejects its input shape
     */
    static LayerTree of(Sequential root, Shape input) {
        List<LayerTree> children = new ArrayList<>();
        Shape shape = input;
        for (int i = 0; i < root.layers().size(); i++) {
            Layer layer = root.layers().get(i);
            String name = "layer " + i + " (" + type(layer) + ")";
            Shape output;
            try {
                output = layer.output(shape);
            } catch (IllegalArgumentException e) {
                String where = i == 0 ? "at the input" : "after " + children.get(i - 1).name;
                throw new IllegalArgumentException(name + " " + where + ": " + e.getMessage(), e);
            }
            children.add(of(i, String.valueOf(i), name, layer, shape, output, name));
            shape = output;
        }
        return new LayerTree(-1, "", "the network", root, input, shape, List.of(), children);
    }

    private static LayerTree of(
            int index, String path, String name, Layer layer, Shape input, Shape output, String top) {
        List<Parameter> parameters;
        List<Child> declared;
        List<Shape> outputs;
        try {
            parameters = List.copyOf(layer.parameters(input));
            declared = List.copyOf(layer.children(input));
            outputs = declared.stream().map(Child::output).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        List<LayerTree> children = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < declared.size(); i++) {
            Child child = declared.get(i);
            if (!names.add(child.name())) {
                throw new IllegalArgumentException(
                        name + ": two layers within it are called '" + child.name() + "', give each its own name");
            }
            String childPath = path + "." + child.name();
            String within = childPath.substring(childPath.indexOf('.') + 1);
            String childName = top + " " + within + " (" + type(child.layer()) + ")";
            children.add(of(index, childPath, childName, child.layer(), child.input(), outputs.get(i), top));
        }
        return new LayerTree(index, path, name, layer, input, output, parameters, List.copyOf(children));
    }

    private static String type(Layer layer) {
        return layer.getClass().getSimpleName();
    }

    /** The simple class name of the layer. */
    String type() {
        return type(layer);
    }

    /** The name within the parent: the last part of the path. */
    String lastName() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The path of a parameter or child with this name. */
    String path(String within) {
        return path.isEmpty() ? within : path + "." + within;
    }

    /**
     * The layer directly within it with this name.
     *
     * @throws IllegalArgumentException if it declares none
     */
    LayerTree child(String within) {
        return children.stream()
                .filter(child -> child.lastName().equals(within))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names =
                            children.stream().map(LayerTree::lastName).toList();
                    return new IllegalArgumentException(
                            name + " has no layer '" + within + "' within it: its children(...) declare " + names);
                });
    }

    /** This node and all below it, parents before their children. */
    Stream<LayerTree> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(LayerTree::all));
    }

    /** The largest number of elements per example at the input or output of any layer. */
    int widest() {
        return all().mapToInt(node -> Math.max(node.input.size(), node.output.size()))
                .max()
                .orElseThrow();
    }

    /**
     * Checks that one array can hold the input, and one the output, of every layer for this many examples.
     *
     * @throws IllegalArgumentException naming the layer
     */
    void requireHoldable(int rows) {
        all().forEach(node -> {
            node.input.requireHoldable(rows, "the input of " + node.name);
            node.output.requireHoldable(rows, "the output of " + node.name);
        });
    }

    /** True if any of its own parameters is trained. */
    boolean hasTrainedParameters(Predicate<String> isTrained) {
        return parameters.stream().anyMatch(p -> p.role() != Role.BUFFER && isTrained.test(path(p.name())));
    }

    /** True if any parameter of it or of the layers within it is trained. */
    boolean isTrained(Predicate<String> isTrained) {
        return all().anyMatch(node -> node.hasTrainedParameters(isTrained));
    }

    /** The number of parameters, trained or not, including the layers within it. */
    long parameterCount() {
        return all().flatMap(node -> node.parameters.stream())
                .mapToLong(p -> p.shape().size())
                .sum();
    }
}
