package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The kernels of a convolution, in the pieces that one product uses: a row of the window, or one element if dilation or
 * groups make the inputs of a row non-contiguous.
 */
final class Kernels {

    final Geometry geometry;
    final int groups;
    final int filters;
    /** The number of channels that a filter sees. */
    final int depth;
    /** The number of elements of a window row in a piece. */
    final int span;

    /** {@code [height, width, depth, filters]}. */
    final Memory weight;
    /** Each piece transposed, {@code [height, width / span, filters, span * depth]}; null if it is not needed. */
    final Memory transposed;

    private Tile from;
    private Tile to;

    Kernels(Geometry geometry, int groups, Memory weight, int filters, Memory transposed) {
        this.geometry = geometry;
        this.groups = groups;
        this.filters = filters;
        this.weight = weight;
        this.transposed = transposed;
        depth = geometry.channels / groups;
        span = groups == 1 && geometry.window.dilationX() == 1 ? geometry.window.width() : 1;
        if (transposed != null) {
            DataType type = weight.type();
            from = new Tile(type, 1, weight.length());
            to = new Tile(type, 1, weight.length());
        }
    }

    /** The index at which the piece that starts at this element of the window begins. */
    int first(int ky, int kx) {
        return (ky * geometry.window.width() + kx) * depth * filters;
    }

    /** Transposes the pieces, because products with a transposed second matrix are slower. */
    void transpose() {
        if (transposed == null) {
            return;
        }
        from.load(weight, 0, 1);
        int height = span * depth;
        for (int piece = 0; piece < weight.length(); piece += height * filters) {
            if (from.isFloat()) {
                transpose(from.floats(), to.floats(), piece, height, filters);
            } else {
                transpose(from.doubles(), to.doubles(), piece, height, filters);
            }
        }
        to.store(transposed, 0);
    }

    private static void transpose(float[] from, float[] to, int first, int height, int width) {
        for (int j = 0; j < width; j++) {
            for (int i = 0; i < height; i++) {
                to[first + j * height + i] = from[first + i * width + j];
            }
        }
    }

    private static void transpose(double[] from, double[] to, int first, int height, int width) {
        for (int j = 0; j < width; j++) {
            for (int i = 0; i < height; i++) {
                to[first + j * height + i] = from[first + i * width + j];
            }
        }
    }
}
