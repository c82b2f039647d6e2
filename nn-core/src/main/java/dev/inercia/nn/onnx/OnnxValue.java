package dev.inercia.nn.onnx;

import dev.inercia.nn.tensor.Shape;
import java.util.Objects;

/**
 * A value in an ONNX graph: the output of a node, or a constant.
 *
 * @param name the name in the graph
 * @param shape the shape of one example in this library, channels last
 * @param order the layout in the graph
 * @param image if the order is FLAT, the shape before flattening, channels last; otherwise the shape
 */
public record OnnxValue(String name, Shape shape, Order order, Shape image) {

    /** The layout of a value in the graph. */
    public enum Order {
        /** {@code [batch, shape...]}, as in this library. */
        LAST,
        /** An image or sequence, channels first as in ONNX: {@code [batch, channels, height, width]}. */
        FIRST,
        /** An image, channels first, flattened to one axis: {@code [batch, channels * height * width]}. */
        FLAT
    }

    public OnnxValue {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(shape, "shape");
    }

    /** A value with the layout of this library. */
    static OnnxValue last(String name, Shape shape) {
        return new OnnxValue(name, shape, Order.LAST, shape);
    }

    /** Another value of the same shape and order. */
    OnnxValue named(String other) {
        return new OnnxValue(other, shape, order, image);
    }

    boolean is(Order other) {
        return order == other;
    }

    /** The last axis: features, or channels. */
    int columns() {
        return shape.dimension(shape.rank() - 1);
    }
}
