package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Matrix;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;

/**
 * The input gradient of a convolution as small matrix products directly on the image. Take one column of the output and
 * one row of the kernel: the inputs under that kernel row form a matrix inside the image. Its rows are contiguous, and
 * one image row (or one stride of image rows) apart. Overlapping windows add up.
 *
 * <pre>
 * dimage[ky.., x.., :] += dz[:, x, :] W[ky]'
 * </pre>
 */
final class StridedGradient implements ImageGradient {

    private final Kernels kernels;
    private final Geometry geometry;
    private final Border inputGradient;
    private final Tile zeros;
    /** The number of filters in a group. */
    private final int width;

    private final Matrix outputGradient;
    private final Matrix seenGradient;
    private final Matrix transposed;

    /**
     * Computes the input gradients of images.
     *
     * @param dz the output gradient to read
     * @param dx the input gradient to write
     */
    StridedGradient(Kernels kernels, Memory dz, Memory dx, Binding binding) {
        this.kernels = kernels;
        geometry = kernels.geometry;
        inputGradient = new Border(geometry, dx, binding);
        int rows = geometry.outHeight;
        width = kernels.filters / kernels.groups;
        int height = kernels.span * kernels.depth;
        int imageRows = geometry.window.strideY() * geometry.paddedWidth * geometry.channels;
        outputGradient = dz.matrix(rows, width, geometry.outWidth * kernels.filters);
        seenGradient = inputGradient.memory().matrix(rows, height, imageRows).uncut();
        transposed = kernels.transposed.matrix(width, height);
        zeros = new Tile(binding.type(), 1, inputGradient.size());
    }

    @Override
    public void set(int image, int gradient) {
        int first = inputGradient.first(image);
        Loops.put(zeros, 0, inputGradient.memory(), first, zeros.columns());
        for (int x = 0; x < geometry.outWidth; x++) {
            for (int ky = 0; ky < geometry.window.height(); ky++) {
                for (int kx = 0; kx < geometry.window.width(); kx += kernels.span) {
                    for (int group = 0; group < kernels.groups; group++) {
                        outputGradient.at(gradient + x * kernels.filters + group * width);
                        transposed.at(kernels.first(ky, kx) + group * transposed.rows() * transposed.columns());
                        seenGradient.at(first + offset(x, ky, kx, group));
                        seenGradient.addProduct(outputGradient, transposed);
                    }
                }
            }
        }
        inputGradient.store(image);
    }

    /** The index of this element of the first window of an output column, in the channels of this group. */
    private int offset(int x, int ky, int kx, int group) {
        Window window = geometry.window;
        int row = ky * window.dilationY();
        int column = x * window.strideX() + kx * window.dilationX();
        return (row * geometry.paddedWidth + column) * geometry.channels + group * kernels.depth;
    }
}
