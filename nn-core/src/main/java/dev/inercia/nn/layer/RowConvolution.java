package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Matrix;
import dev.inercia.nn.tensor.Memory;

/**
 * A convolution as one matrix product for each row of the window, on {@link WindowRows}.
 *
 * <pre>
 * output:    z       = sum over ky of  rows[ky..] W[ky]
 * kernels:   dW[ky] += rows[ky..]' dz
 * </pre>
 *
 * <p>Takes as many output rows at a time as keep the products small enough not to be copied by OpenBLAS.
 */
final class RowConvolution implements ImageConvolution {

    /** The most multiplications of a product that OpenBLAS computes without copying the matrices first. */
    private static final int LARGEST = 1_000_000;

    private final Kernels kernels;
    private final Geometry geometry;
    private final WindowRows input;
    private final Matrix weight;
    private final Matrix weightSum;
    private final Strip[] strips;

    /**
     * A convolution of the images in x.
     *
     * @param dz the output gradient to read, or null
     * @param sum the memory to sum the kernel gradients in, or null
     */
    RowConvolution(Kernels kernels, Input x, Memory y, Memory dz, Memory sum, Binding binding) {
        this.kernels = kernels;
        geometry = kernels.geometry;
        input = new WindowRows(geometry, kernels.groups, x, binding);
        int columns = kernels.filters / kernels.groups;
        weight = kernels.weight.matrix(input.width(), columns, kernels.filters);
        weightSum = sum == null
                ? null
                : sum.matrix(input.width(), columns, kernels.filters).uncut();
        long row = (long) geometry.outWidth * input.width() * columns;
        long rows = row > LARGEST ? geometry.outHeight : Math.min(geometry.outHeight, LARGEST / row);
        strips = new Strip[(int) ((geometry.outHeight + rows - 1) / rows)];
        for (int i = 0; i < strips.length; i++) {
            int first = geometry.outHeight * i / strips.length;
            int end = geometry.outHeight * (i + 1) / strips.length;
            strips[i] = new Strip(first * geometry.outWidth, (end - first) * geometry.outWidth, y, dz);
        }
    }

    /** A range of output positions. */
    private final class Strip {

        private final int first;
        private final Matrix seen;
        private final Matrix output;
        private final Matrix outputGradient;

        Strip(int first, int positions, Memory y, Memory dz) {
            this.first = first;
            int columns = kernels.filters / kernels.groups;
            seen = input.memory().matrix(positions, input.width());
            output = y.matrix(positions, columns, kernels.filters).uncut();
            outputGradient = dz == null ? null : dz.matrix(positions, columns, kernels.filters);
        }

        /** Moves to the inputs of this window row. */
        private void see(int image, int ky, int group) {
            seen.at(image + input.offset(ky, group) + first * input.width());
        }

        void forward(int image, int target) {
            for (int group = 0; group < kernels.groups; group++) {
                int filter = group * weight.columns();
                output.at(target + first * kernels.filters + filter);
                for (int ky = 0; ky < geometry.window.height(); ky++) {
                    see(image, ky, group);
                    weight.at(kernels.first(ky, 0) + filter);
                    if (ky == 0) {
                        output.setProduct(seen, weight);
                    } else {
                        output.addProduct(seen, weight);
                    }
                }
            }
        }

        void addWeightGradient(int image, int gradient, boolean isFirst) {
            for (int group = 0; group < kernels.groups; group++) {
                int filter = group * weight.columns();
                outputGradient.at(gradient + first * kernels.filters + filter);
                for (int ky = 0; ky < geometry.window.height(); ky++) {
                    see(image, ky, group);
                    weightSum.at(kernels.first(ky, 0) + filter);
                    if (isFirst) {
                        weightSum.setProduct(seen.transposed(), outputGradient);
                    } else {
                        weightSum.addProduct(seen.transposed(), outputGradient);
                    }
                }
            }
        }
    }

    @Override
    public void forward(int image) {
        int first = input.load(image);
        int target = image * geometry.positions() * kernels.filters;
        for (Strip strip : strips) {
            strip.forward(first, target);
        }
    }

    @Override
    public void addWeightGradient(int image, int gradient, boolean isFirst) {
        int first = input.load(image);
        for (int i = 0; i < strips.length; i++) {
            strips[i].addWeightGradient(first, gradient, isFirst && i == 0);
        }
    }
}
