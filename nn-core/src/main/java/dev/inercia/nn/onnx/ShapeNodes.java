package dev.inercia.nn.onnx;

import static dev.inercia.nn.onnx.NodeReader.refusal;

import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.Reshape;
import dev.inercia.nn.onnx.OnnxImport.At;
import dev.inercia.nn.onnx.OnnxModel.Node;
import dev.inercia.nn.onnx.OnnxValue.Order;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Reads nodes that change the shape or the order of axes. */
final class ShapeNodes {

    private ShapeNodes() {}

    static At flatten(Node node, At at, List<Built> layers) throws IOException {
        int rank = at.shape().rank() + 1;
        long axis = node.number("axis", 1);
        if ((axis < 0 ? axis + rank : axis) != 1) {
            throw refusal(node, "flattens from axis " + axis + ", expected 1: the batch stays");
        }
        return flattened(node.output(), at, layers);
    }

    private static At flattened(String output, At at, List<Built> layers) {
        if (at.shape().rank() == 1) {
            return at.to(output);
        }
        layers.add(new Built(new Flatten()));
        boolean isFirst = at.order() == Order.FIRST;
        Shape flat = Shape.of(at.shape().size());
        return new At(output, flat, isFirst ? Order.FLAT : Order.LAST, isFirst ? at.shape() : flat);
    }

    static At reshape(NodeReader reader, Node node, At at, List<Built> layers) throws IOException {
        int[] theirs = node.numbers("shape");
        long[] target = theirs.length > 0
                ? Arrays.stream(theirs).asLongStream().toArray()
                : reader.requireConstant(node, 1, "shape").longs();
        int[] now = at.order() == Order.FIRST
                ? OnnxGraph.firstDimensions(at.shape())
                : at.shape().dimensions();
        long known = 1;
        int open = -1;
        int[] shape = new int[Math.max(0, target.length - 1)];
        for (int i = 0; i < shape.length; i++) {
            long size = target[i + 1] == 0 && i < now.length ? now[i] : target[i + 1];
            if (size == -1 && open < 0) {
                open = i;
            } else if (size < 1 || size > Integer.MAX_VALUE) {
                throw refusal(node, "reshapes to " + Arrays.toString(target));
            } else {
                shape[i] = (int) size;
                known *= size;
            }
            if (known > Integer.MAX_VALUE) {
                throw refusal(node, "reshapes to " + Arrays.toString(target));
            }
        }
        if (open >= 0) {
            shape[open] = (int) (at.shape().size() / known);
            known *= shape[open];
        }
        boolean keepsBatch = target.length > 1 && (target[0] == -1 || target[0] == 0 || target[0] == 1 || open >= 0);
        if (!keepsBatch || known != at.shape().size()) {
            throw refusal(
                    node,
                    "reshapes " + at.shape() + " to " + Arrays.toString(target)
                            + ", expected [-1, ...] of as many numbers");
        }
        if (shape.length == 1) {
            return flattened(node.output(), at, layers);
        }
        if (at.order() != Order.LAST) {
            throw refusal(node, "reshapes an image to " + Arrays.toString(target) + ", expected it to be flattened");
        }
        // With one channel both layouts are the same: a convolution after it tells that this is an image.
        Shape reshaped = Shape.of(shape);
        boolean isImage = shape[0] == 1 && shape.length > 1;
        Shape ours = isImage ? NodeReader.last(shape) : reshaped;
        layers.add(new Built(new Reshape(ours)));
        return new At(node.output(), ours, isImage ? Order.FIRST : Order.LAST, ours);
    }

    static At transpose(Node node, At at) throws IOException {
        int rank = at.shape().rank() + 1;
        int[] order = node.numbers("perm");
        int[] toLast = new int[rank];
        int[] toFirst = new int[rank];
        for (int i = 1; i < rank; i++) {
            toLast[i] = i == rank - 1 ? 1 : i + 1;
            toFirst[i] = i == 1 ? rank - 1 : i - 1;
        }
        if (at.order() == Order.FIRST && Arrays.equals(order, toLast)) {
            return new At(node.output(), at.shape(), Order.LAST, at.shape());
        } else if (at.order() == Order.LAST && Arrays.equals(order, toFirst)) {
            return new At(node.output(), at.shape(), Order.FIRST, at.shape());
        }
        throw refusal(
                node,
                "permutes the axes to " + Arrays.toString(order)
                        + ", expected channels to go from first to last, or back");
    }
}
