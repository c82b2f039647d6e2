package dev.inercia.nn;

import dev.inercia.nn.layer.Interchange;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds the layers whose input is made of flattened images, and the order of its features in PyTorch, which flattens
 * channels first. The order ends with the first layer that mixes the features, such as a dense one.
 */
final class FeatureOrder {

    /** For each feature of the input of a layer, its index in PyTorch, by the layer's path. */
    private final Map<String, int[]> columns = new HashMap<>();

    private boolean hasImages;

    private FeatureOrder() {}

    /**
     * The layers whose features are in another order in PyTorch.
     *
     * @throws IllegalArgumentException if a layer sums features of different orders, or does not say where in its
     *     weights the features of its input lie
     */
    static Map<String, int[]> of(LayerTree root) {
        FeatureOrder order = new FeatureOrder();
        order.walk(root, null);
        return order.columns;
    }

    /** Returns the order of the features of the output; null if it is that of this library. */
    private int[] walk(LayerTree node, int[] before) {
        hasImages |= node.layer().expectsImages();
        boolean flattens = node.input().rank() > 1
                && node.output().rank() == 1
                && node.output().size() == node.input().size();
        if (!node.children().isEmpty()) {
            return node.layer().hasBranches() ? branches(node, before) : sequence(node, before);
        } else if (flattens) {
            return hasImages ? Interchange.flattened(node.input()) : null;
        } else if (before == null || node.input().rank() != 1) {
            return null;
        }
        columns.put(node.path(), before);
        boolean hasWeights = node.parameters().stream().anyMatch(p -> p.role() == Role.WEIGHT);
        boolean isDeclared =
                node.parameters().stream().anyMatch(p -> p.interchange().features() >= 0);
        if (hasWeights && !isDeclared) {
            throw new IllegalArgumentException(node.name() + " follows flattened images, whose features are in another"
                    + " order in PyTorch: let its weight declare the axis of the features (Interchange.features)");
        }
        return mixes(node) ? null : before;
    }

    private static boolean mixes(LayerTree node) {
        return !node.output().equals(node.input()) || node.parameters().stream().anyMatch(FeatureOrder::isMatrix);
    }

    private static boolean isMatrix(Parameter parameter) {
        return parameter.interchange().features() >= 0 && parameter.shape().rank() > 1;
    }

    private int[] sequence(LayerTree node, int[] before) {
        int[] order = before;
        for (LayerTree child : node.children()) {
            order = walk(child, order);
        }
        return order;
    }

    private int[] branches(LayerTree node, int[] before) {
        List<int[]> orders = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>();
        boolean isResidual = node.children().size() == 1;
        if (isResidual) {
            orders.add(before);
            shapes.add(node.input());
        }
        for (LayerTree child : node.children()) {
            orders.add(walk(child, before));
            shapes.add(child.output());
        }
        if (orders.stream().allMatch(order -> order == null)) {
            return null;
        }
        int size = shapes.stream().mapToInt(Shape::size).sum();
        if (!isResidual && node.output().equals(Shape.of(size))) {
            return concatenated(orders, shapes);
        }
        int[] first = orders.get(0);
        if (!orders.stream().allMatch(order -> Arrays.equals(order, first))) {
            throw new IllegalArgumentException(node.name() + " sums features in the order of flattened images and"
                    + " others: weights of PyTorch do not fit this network; sum before flattening");
        }
        return first;
    }

    private static int[] concatenated(List<int[]> orders, List<Shape> shapes) {
        IntStream all = IntStream.empty();
        int from = 0;
        for (int i = 0; i < orders.size(); i++) {
            int size = shapes.get(i).size();
            int start = from;
            int[] order = orders.get(i) == null ? IntStream.range(0, size).toArray() : orders.get(i);
            all = IntStream.concat(all, Arrays.stream(order).map(column -> start + column));
            from += size;
        }
        return all.toArray();
    }
}
