package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Matrix;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;

/**
 * A convolution as small matrix products directly on the image. Take one column of the output and one row of the
 * kernel: the inputs under that kernel row form a matrix inside the image. Its rows are contiguous, and one image row
 * (or one stride of image rows) apart. Only the zero border of the image requires a copy.
 *
 * <pre>
 * output:          z[:, x, :]                 = sum over ky of  image[ky.., x.., :] W[ky]
 * kernels:         dW[ky]                    += image[ky.., x.., :]' dz[:, x, :]
 * input gradient:  dimage[ky.., x.., :]      += dz[:, x, :] W[ky]'
 * </pre>
 */
final class StridedConvolution implements ImageConvolution {

    private final Kernels kernels;
    private final Geometry geometry;
    private final Border input;
    private final Border inputGradient;
    private final Tile zeros;
    private final int outputSize;

    /** The inputs of the windows of an output column: one matrix row per output row. */
    private final Matrix seen;

    private final Matrix weight;
    private final Matrix output;
    private final Matrix outputGradient;
    private final Matrix weightSum;
    private final Matrix seenGradient;
    private final Matrix transposed;

    /**
     * A convolution of the images in x.
     *
     * @param dz the output gradient to read, or null
     * @param sum the memory to sum the kernel gradients in, or null
     * @param dx the input gradient to write, or null
     */
    StridedConvolution(Kernels kernels, Memory x, Memory y, Memory dz, Memory sum, Memory dx, Binding binding) {
        this.kernels = kernels;
        geometry = kernels.geometry;
        input = new Border(geometry, x, binding);
        inputGradient = dx == null ? null : new Border(geometry, dx, binding);
        int rows = geometry.outHeight;
        int outputRow = geometry.outWidth * kernels.filters;
        outputSize = rows * outputRow;
        int width = kernels.filters / kernels.groups;
        int height = kernels.span * kernels.depth;
        int imageRows = geometry.window.strideY() * geometry.paddedWidth * geometry.channels;
        seen = input.memory().matrix(rows, height, imageRows);
        weight = kernels.weight.matrix(height, width, kernels.filters);
        output = y.matrix(rows, width, outputRow).uncut();
        outputGradient = dz == null ? null : dz.matrix(rows, width, outputRow);
        weightSum =
                sum == null ? null : sum.matrix(height, width, kernels.filters).uncut();
        seenGradient = dx == null
                ? null
                : inputGradient.memory().matrix(rows, height, imageRows).uncut();
        transposed = dx == null ? null : kernels.transposed.matrix(width, height);
        zeros = dx == null ? null : new Tile(binding.type(), 1, inputGradient.size());
    }

    @Override
    public void forward(int image) {
        int first = input.load(image);
        for (int x = 0; x < geometry.outWidth; x++) {
            for (int ky = 0; ky < geometry.window.height(); ky++) {
                for (int kx = 0; kx < geometry.window.width(); kx += kernels.span) {
                    for (int group = 0; group < kernels.groups; group++) {
                        seen.at(first + offset(x, ky, kx, group));
                        weight.at(kernels.first(ky, kx) + group * weight.columns());
                        output.at(image * outputSize + x * kernels.filters + group * weight.columns());
                        if (ky + kx == 0) {
                            output.setProduct(seen, weight);
                        } else {
                            output.addProduct(seen, weight);
                        }
                    }
                }
            }
        }
    }

    /** The index of this element of the first window of an output column, in the channels of this group. */
    private int offset(int x, int ky, int kx, int group) {
        Window window = geometry.window;
        int row = ky * window.dilationY();
        int column = x * window.strideX() + kx * window.dilationX();
        return (row * geometry.paddedWidth + column) * geometry.channels + group * kernels.depth;
    }

    @Override
    public void addWeightGradient(int image, int gradient, boolean isFirst) {
        int first = input.load(image);
        for (int x = 0; x < geometry.outWidth; x++) {
            for (int ky = 0; ky < geometry.window.height(); ky++) {
                for (int kx = 0; kx < geometry.window.width(); kx += kernels.span) {
                    for (int group = 0; group < kernels.groups; group++) {
                        seen.at(first + offset(x, ky, kx, group));
                        outputGradient.at(gradient + x * kernels.filters + group * weight.columns());
                        weightSum.at(kernels.first(ky, kx) + group * weight.columns());
                        if (isFirst && x == 0) {
                            weightSum.setProduct(seen.transposed(), outputGradient);
                        } else {
                            weightSum.addProduct(seen.transposed(), outputGradient);
                        }
                    }
                }
            }
        }
    }

    @Override
    public void setInputGradient(int image, int gradient) {
        int first = inputGradient.first(image);
        Loops.put(zeros, 0, inputGradient.memory(), first, zeros.columns());
        for (int x = 0; x < geometry.outWidth; x++) {
            for (int ky = 0; ky < geometry.window.height(); ky++) {
                for (int kx = 0; kx < geometry.window.width(); kx += kernels.span) {
                    for (int group = 0; group < kernels.groups; group++) {
                        outputGradient.at(gradient + x * kernels.filters + group * weight.columns());
                        transposed.at(kernels.first(ky, kx) + group * transposed.rows() * transposed.columns());
                        seenGradient.at(first + offset(x, ky, kx, group));
                        seenGradient.addProduct(outputGradient, transposed);
                    }
                }
            }
        }
        inputGradient.store(image);
    }
}
