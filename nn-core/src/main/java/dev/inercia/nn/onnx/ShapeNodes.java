package dev.inercia.nn.onnx;

import static dev.inercia.nn.onnx.NodeReader.refusal;

import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.Interchange;
import dev.inercia.nn.layer.Reshape;
import dev.inercia.nn.onnx.OnnxModel.Node;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads nodes that change the shape or the order of axes. */
final class ShapeNodes {

    private ShapeNodes() {}

    static At flatten(Node node, At at, List<Built> layers) throws IOException {
        int rank = at.rank() + 1;
        long axis = node.number("axis", 1);
        if ((axis < 0 ? axis + rank : axis) != 1) {
            throw refusal(node, "flattens from axis " + axis + ", expected 1: the batch stays");
        }
        return flattened(node.output(), at, layers);
    }

    private static At flattened(String output, At at, List<Built> layers) {
        if (at.rank() == 1) {
            return at.to(output);
        }
        Built last = Built.last(layers);
        boolean undoes =
                last != null && last.layer() instanceof Reshape && last.input().rank() == 1;
        if (undoes) {
            layers.remove(layers.size() - 1);
        } else {
            layers.add(new Built(new Flatten(), at));
        }
        return at.flattened(output);
    }

    static At reshape(NodeReader reader, Node node, At at, List<Built> layers) throws IOException {
        int[] theirs = node.numbers("shape");
        long[] target = theirs.length > 0
                ? Arrays.stream(theirs).asLongStream().toArray()
                : reader.requireConstant(node, 1, "shape").longs();
        int[] now = at.dimensions();
        String wrong = "reshapes " + at.shape() + " to " + Arrays.toString(target);
        long known = 1;
        int open = -1;
        int[] shape = new int[Math.max(0, target.length - 1)];
        for (int i = 0; i < shape.length; i++) {
            long size = target[i + 1] == 0 && i < now.length ? now[i] : target[i + 1];
            if (size == -1 && open < 0) {
                open = i;
            } else if (size < 1 || size > Integer.MAX_VALUE) {
                throw refusal(node, wrong);
            } else {
                shape[i] = (int) size;
                known *= size;
            }
            if (known > Integer.MAX_VALUE) {
                throw refusal(node, wrong);
            }
        }
        if (open >= 0) {
            shape[open] = (int) (at.shape().size() / known);
            known *= shape[open];
        }
        boolean keepsBatch = target.length > 1 && (target[0] == -1 || target[0] == 0 || target[0] == 1 || open >= 0);
        if (!keepsBatch || known != at.shape().size()) {
            throw refusal(node, wrong + ", expected [-1, ...] of as many numbers");
        }
        At group = NormNodes.reshapedGroup(reader, node, at, shape, layers);
        return group != null ? group : reshaped(node, node.output(), at, shape, layers);
    }

    /** Reshapes each example to these sizes of axes in the graph. */
    private static At reshaped(Node node, String output, At at, int[] shape, List<Built> layers) throws IOException {
        if (Arrays.equals(shape, at.dimensions())) {
            return at.to(output);
        } else if (shape.length == 1) {
            return flattened(output, at, layers);
        }
        // With one channel both layouts are the same: a convolution after it tells that this is an image.
        boolean isImage = at.isFirst() || at.columns() != null || shape[0] == 1;
        Shape ours = isImage ? NodeReader.last(shape) : Shape.of(shape);
        boolean keepsChannels = at.isFirst() && shape[0] == at.width();
        boolean unflattens = at.columns() != null && Arrays.equals(at.columns(), Interchange.flattened(ours));
        if ((at.isFirst() || at.columns() != null) && !keepsChannels && !unflattens) {
            throw refusal(
                    node,
                    "reshapes " + at.shape() + ", channels first, to " + Arrays.toString(shape)
                            + ", expected it to be flattened, or to keep its channels");
        }
        Built last = Built.last(layers);
        boolean undoes =
                last != null && last.layer() instanceof Flatten && last.input().equals(ours);
        if (undoes) {
            layers.remove(layers.size() - 1);
        } else {
            layers.add(new Built(new Reshape(ours), at));
        }
        return isImage ? At.first(output, ours) : At.last(output, ours);
    }

    /** Removes axes of size 1, or inserts them. */
    static At squeeze(NodeReader reader, Node node, At at, List<Built> layers) throws IOException {
        boolean removes = node.op().equals("Squeeze");
        List<Integer> sizes = new ArrayList<>();
        Arrays.stream(at.dimensions()).forEach(sizes::add);
        int[] axes = reader.numbers(node, "axes", 1);
        if (axes == null || axes.length > 8) {
            throw refusal(node, "names no axes, expected those to be " + (removes ? "removed" : "inserted"));
        }
        int rank = sizes.size() + 1 + (removes ? 0 : axes.length);
        int[] sorted = Arrays.stream(axes)
                .map(axis -> axis < 0 ? axis + rank : axis)
                .sorted()
                .toArray();
        for (int i = 0; i < sorted.length; i++) {
            int place = sorted[removes ? sorted.length - 1 - i : i] - 1;
            boolean fits =
                    place >= 0 && (removes ? place < sizes.size() && sizes.get(place) == 1 : place <= sizes.size());
            if (!fits || removes && sizes.size() == 1) {
                throw refusal(node, "is along axes " + Arrays.toString(axes) + " of " + at.shape());
            }
            if (removes) {
                sizes.remove(place);
            } else {
                sizes.add(place, 1);
            }
        }
        int[] shape = sizes.stream().mapToInt(Integer::intValue).toArray();
        return reshaped(node, node.output(), at, shape, layers);
    }

    static At transpose(NodeReader reader, Node node, At at, List<Built> layers) throws IOException {
        int rank = at.rank() + 1;
        int[] order = node.numbers("perm");
        int[] toLast = new int[rank];
        int[] toFirst = new int[rank];
        for (int i = 1; i < rank; i++) {
            toLast[i] = i == rank - 1 ? 1 : i + 1;
            toFirst[i] = i == 1 ? rank - 1 : i - 1;
        }
        if (at.isFirst() && Arrays.equals(order, toLast)) {
            return At.last(node.output(), at.shape());
        } else if (!at.isFirst() && rank > 2 && Arrays.equals(order, toFirst)) {
            return At.first(node.output(), at.shape());
        }
        // Before opset 13, PyTorch exchanges axes around a softmax over channels.
        Node softmax = reader.paths().onlyUser(node.output(), "Softmax");
        Node back = softmax == null ? null : reader.paths().onlyUser(softmax.output(), "Transpose");
        long axis = softmax == null ? 0 : softmax.number("axis", reader.opset() < 13 ? 1 : -1);
        boolean isAround = back != null
                && at.isFirst()
                && order.length == rank
                && order[0] == 0
                && order[rank - 1] == 1
                && (axis < 0 ? axis + rank : axis) == rank - 1
                && isInverse(order, back.numbers("perm"));
        if (isAround) {
            NodeReader.add(layers, new Softmax(), at);
            return at.to(back.output());
        }
        throw refusal(
                node,
                "permutes the axes to " + Arrays.toString(order)
                        + ", expected channels to go from first to last, or back");
    }

    private static boolean isInverse(int[] order, int[] other) {
        boolean isInverse = other.length == order.length;
        for (int i = 0; isInverse && i < order.length; i++) {
            isInverse = order[i] >= 0 && order[i] < other.length && other[order[i]] == i;
        }
        return isInverse;
    }
}
