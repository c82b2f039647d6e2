package dev.inercia.nn.layer;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How PyTorch and ONNX name a parameter and order its axes. By default as here.
 *
 * <pre>{@code
 * Interchange.axes(1, 0).features(0)     // a dense weight: [inputs, units] here, [units, inputs] there
 * Interchange.axes(3, 2, 0, 1)           // kernels: [filters, channels, height, width] there
 * }</pre>
 *
 * @param name the name of the parameter there; empty if the same as here
 * @param axes the axes here, in the order there; empty if the same
 * @param features the axis here along which the features of the input lie, -1 if there is none: behind a flattened
 *     image, the features there are channels first
 */
@CheckReturnValue
public record Interchange(String name, List<Integer> axes, int features) {

    /** The same name and axes. */
    public static final Interchange SAME = new Interchange("", List.of(), -1);

    /** Keeps a copy of the axes. */
    public Interchange {
        axes = List.copyOf(axes);
        int rank = axes.size();
        if (axes.stream().distinct().filter(axis -> axis >= 0 && axis < rank).count() != rank) {
            throw new IllegalArgumentException(
                    "Interchange: expected each axis from 0 to " + (rank - 1) + " once, but got " + axes);
        }
    }

    /** The axes here in the order there. */
    public static Interchange axes(Integer... axes) {
        return new Interchange("", List.of(axes), -1);
    }

    /** This order of axes, with another name. */
    public Interchange named(String there) {
        return new Interchange(there, axes, features);
    }

    /** Declares the axis along which the features of the input lie. */
    public Interchange features(int axis) {
        return new Interchange(name, axes, axis);
    }

    private int axis(int there) {
        return axes.isEmpty() ? there : axes.get(there);
    }

    /** Converts a shape here to the shape there. */
    public Shape shape(Shape here) {
        return Shape.of(IntStream.range(0, here.rank())
                .map(there -> here.dimension(axis(there)))
                .toArray());
    }

    /**
     * For each element, row by row here, its index row by row there.
     *
     * @param here the shape here
     * @param columns for each feature of the input, its index there; null if the features are in the same order
     */
    public int[] places(Shape here, int[] columns) {
        int rank = here.rank();
        int[][] offsets = new int[rank][];
        for (int there = rank - 1, stride = 1; there >= 0; there--) {
            int axis = axis(there);
            offsets[axis] = new int[here.dimension(axis)];
            for (int i = 0; i < offsets[axis].length; i++) {
                offsets[axis][i] = stride * (axis == features && columns != null ? columns[i] : i);
            }
            stride *= here.dimension(axis);
        }
        int[] places = {0};
        for (int[] offset : offsets) {
            int[] longer = new int[places.length * offset.length];
            for (int i = 0; i < longer.length; i++) {
                longer[i] = places[i / offset.length] + offset[i % offset.length];
            }
            places = longer;
        }
        return places;
    }

    /**
     * For each feature of a flattened image or sequence, its index if channels are first.
     *
     * @param image its shape here, channels last
     */
    public static int[] flattened(Shape image) {
        int channels = image.dimension(image.rank() - 1);
        int places = image.size() / channels;
        return IntStream.range(0, image.size())
                .map(i -> i % channels * places + i / channels)
                .toArray();
    }
}
