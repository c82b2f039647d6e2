package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Matrix;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;

/**
 * A convolution of images with few channels, such as the input of a network. Unfolds the image (im2col): the inputs of
 * each element of the window, for all positions, become a row of a matrix, and one product does the rest. Products
 * of window rows would be too thin. A bias is one more row of the kernels, of an input that is always 1.
 */
final class UnfoldedConvolution implements ImageConvolution {

    private final Kernels kernels;
    private final Geometry geometry;
    private final Input x;
    private final Memory bias;
    /** The kernels followed by the biases; the kernels themselves if there are none. */
    private final Memory weights;

    private final int positions;
    private final Tile image;
    /** The image, one channel after the other. */
    private final Tile planes;
    /** {@code [elements of the window, positions]}; elements in the padding stay 0. */
    private final Tile unfolded;

    private final Memory memory;
    private final Matrix seen;
    private final Matrix seenWithOne;
    private final Matrix weight;
    private final Matrix output;
    private final Matrix outputGradient;
    private final Matrix weightSum;

    /**
     * See {@link RowConvolution} for the other parameters.
     *
     * @param bias to be added to the output, or null
     */
    UnfoldedConvolution(Kernels kernels, Memory bias, Input x, Memory y, Memory dz, Memory sum, Binding binding) {
        this.kernels = kernels;
        this.bias = bias;
        this.x = x;
        geometry = kernels.geometry;
        positions = geometry.positions();
        int elements = kernels.weight.length() / kernels.filters;
        image = new Tile(binding.type(), 1, geometry.inputSize());
        planes = geometry.channels == 1 ? image : new Tile(binding.type(), 1, geometry.inputSize());
        int rows = bias == null ? elements : elements + 1;
        unfolded = new Tile(binding.type(), rows, positions);
        if (unfolded.isFloat()) {
            Arrays.fill(unfolded.floats(), elements * positions, rows * positions, 1);
        } else {
            Arrays.fill(unfolded.doubles(), elements * positions, rows * positions, 1);
        }
        memory = Memory.of(binding.scratch(rows, positions));
        seen = memory.matrix(elements, positions);
        seenWithOne = memory.matrix(rows, positions);
        weights = bias == null ? kernels.weight : Memory.of(binding.scratch(rows, kernels.filters));
        weight = weights.matrix(rows, kernels.filters);
        output = y.matrix(positions, kernels.filters).uncut();
        outputGradient = dz == null ? null : dz.matrix(positions, kernels.filters);
        weightSum = sum == null ? null : sum.matrix(elements, kernels.filters).uncut();
    }

    @Override
    public void begin() {
        if (bias != null) {
            weights.copy(0, kernels.weight, 0, kernels.weight.length());
            weights.copy(kernels.weight.length(), bias, 0, kernels.filters);
        }
    }

    @Override
    public void forward(int index) {
        unfold(index);
        output.at(index * positions * kernels.filters).setProduct(seenWithOne.transposed(), weight);
    }

    @Override
    public void addWeightGradient(int index, int gradient, boolean isFirst) {
        unfold(index);
        outputGradient.at(gradient);
        if (isFirst) {
            weightSum.setProduct(seen, outputGradient);
        } else {
            weightSum.addProduct(seen, outputGradient);
        }
    }

    private void unfold(int index) {
        Window window = geometry.window;
        x.read(index * geometry.inputSize(), image, geometry.inputSize());
        int pixels = geometry.height * geometry.width;
        for (int c = 0; planes != image && c < geometry.channels; c++) {
            Loops.gather(image, c, geometry.channels, planes, c * pixels, 1, pixels);
        }
        int to = 0;
        for (int ky = 0; ky < window.height(); ky++) {
            for (int kx = 0; kx < window.width(); kx++) {
                for (int c = 0; c < geometry.channels; c++, to += positions) {
                    unfold(ky, kx, c * pixels, to);
                }
            }
        }
        unfolded.store(memory, 0);
    }

    /** Copies the inputs of one element of the window, row by row. */
    private void unfold(int ky, int kx, int plane, int to) {
        int first = geometry.firstColumn(kx);
        int count = geometry.endColumn(kx) - first;
        int column = geometry.column(first, kx);
        for (int outRow = 0; outRow < geometry.outHeight; outRow++) {
            int row = geometry.row(outRow, ky);
            if (geometry.hasRow(row)) {
                int from = plane + row * geometry.width + column;
                Loops.gather(
                        planes,
                        from,
                        geometry.window.strideX(),
                        unfolded,
                        to + outRow * geometry.outWidth + first,
                        1,
                        count);
            }
        }
    }
}
