package dev.inercia.nn.onnx;

import dev.inercia.nn.tensor.Shape;
import java.util.Objects;

/**
 * A value in an ONNX graph: what a node gives, or a constant.
 *
 * @param name in the graph
 * @param shape of one example here, channels last
 * @param order how it lies in the graph
 * @param image if it is flattened, channels first: the shape before, channels last; otherwise the shape
 */
public record OnnxValue(String name, Shape shape, Order order, Shape image) {

    /** How a value lies in the graph. */
    public enum Order {
        /** {@code [batch, shape...]}, as here. */
        LAST,
        /** An image or a sequence as ONNX has it, {@code [batch, channels, height, width]}. */
        FIRST,
        /** An image, channels first, in one axis: {@code [batch, channels * height * width]}. */
        FLAT
    }

    public OnnxValue {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(shape, "shape");
    }

    /** A value that lies as it does here. */
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
