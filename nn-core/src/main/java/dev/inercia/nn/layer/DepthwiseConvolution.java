package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import java.util.Arrays;

/**
 * A convolution whose filters see one channel each. Loops over whole rows of the image instead of multiplying matrices,
 * with each element of the kernels repeated for all pixels of a row.
 */
final class DepthwiseConvolution implements ImageConvolution, ImageGradient {

    private final Kernels kernels;
    private final Geometry geometry;
    private final Memory x;
    private final Memory y;
    private final Memory dz;
    private final Memory sum;
    private final Memory dx;
    private final int filters;
    /** The number of filters per channel. */
    private final int multiplier;

    private final int outputRow;
    private final Tile weights;
    private final Tile row;
    /** A row of the input with each channel repeated for each of its filters. */
    private final Tile wide;

    private final Tile seen;
    /** For each element of the window, the kernels, repeated for all pixels of a row of the output. */
    private final Tile[] repeated;

    private final Tile result;
    /** For each element of the window, a row of gradients of the kernels, summed over all rows and images. */
    private final Tile[] sums;

    private final Tile wideGradient;
    private final Tile gradient;

    /** See {@link RowConvolution} for the parameters; dx is the input gradient to write, or null. */
    DepthwiseConvolution(Kernels kernels, Memory x, Memory y, Memory dz, Memory sum, Memory dx, Binding binding) {
        this.kernels = kernels;
        this.x = x;
        this.y = y;
        this.dz = dz;
        this.sum = sum;
        this.dx = dx;
        geometry = kernels.geometry;
        filters = kernels.filters;
        multiplier = filters / geometry.channels;
        outputRow = geometry.outWidth * filters;
        weights = new Tile(binding.type(), 1, kernels.weight.length());
        row = new Tile(binding.type(), 1, geometry.width * geometry.channels);
        wide = multiplier == 1 ? row : new Tile(binding.type(), 1, geometry.width * filters);
        seen = new Tile(binding.type(), 1, outputRow);
        repeated = tiles(binding);
        result = new Tile(binding.type(), 1, outputRow);
        sums = sum == null ? null : tiles(binding);
        gradient = dx == null ? null : new Tile(binding.type(), 1, geometry.inputSize());
        wideGradient = dx == null || multiplier == 1
                ? gradient
                : new Tile(binding.type(), 1, geometry.inputSize() * multiplier);
    }

    private Tile[] tiles(Binding binding) {
        Tile[] tiles = new Tile[kernels.weight.length() / filters];
        Arrays.setAll(tiles, i -> new Tile(binding.type(), 1, outputRow));
        return tiles;
    }

    private void load(int image, int inRow) {
        Loops.get(x, image * geometry.inputSize() + inRow * row.columns(), row, 0, row.columns());
        for (int i = 0; wide != row && i < row.columns(); i++) {
            Loops.fill(wide, i * multiplier, (i + 1) * multiplier, row.isFloat() ? row.floats()[i] : row.doubles()[i]);
        }
    }

    private void see(int kx, int first, int count) {
        int step = geometry.window.strideX() * filters;
        Loops.gather(wide, geometry.column(first, kx) * filters, step, seen, first * filters, filters, count);
    }

    @Override
    public void begin() {
        weights.load(kernels.weight, 0, 1);
        for (int element = 0; element < repeated.length; element++) {
            for (int column = 0; column < geometry.outWidth; column++) {
                Loops.copy(weights, element * filters, repeated[element], column * filters, filters);
            }
        }
    }

    @Override
    public void forward(int image) {
        for (int outRow = 0; outRow < geometry.outHeight; outRow++) {
            Loops.fill(result, 0, outputRow, 0);
            for (int ky = 0; ky < geometry.window.height(); ky++) {
                int inRow = geometry.row(outRow, ky);
                if (!geometry.hasRow(inRow)) {
                    continue;
                }
                load(image, inRow);
                for (int kx = 0; kx < geometry.window.width(); kx++) {
                    int first = geometry.firstColumn(kx);
                    int count = (geometry.endColumn(kx) - first) * filters;
                    int at = first * filters;
                    see(kx, first, geometry.endColumn(kx) - first);
                    Loops.addProduct(result, seen, repeated[element(ky, kx)], at, count);
                }
            }
            Loops.put(result, 0, y, (image * geometry.outHeight + outRow) * outputRow, outputRow);
        }
    }

    /** The index of an element of the window. */
    private int element(int ky, int kx) {
        return ky * geometry.window.width() + kx;
    }

    @Override
    public void addWeightGradient(int image, int from, boolean isFirst) {
        if (isFirst) {
            for (Tile sumOfRow : sums) {
                sumOfRow.clear();
            }
        }
        for (int outRow = 0; outRow < geometry.outHeight; outRow++) {
            Loops.get(dz, from + outRow * outputRow, result, 0, outputRow);
            for (int ky = 0; ky < geometry.window.height(); ky++) {
                int inRow = geometry.row(outRow, ky);
                if (!geometry.hasRow(inRow)) {
                    continue;
                }
                load(image, inRow);
                for (int kx = 0; kx < geometry.window.width(); kx++) {
                    int first = geometry.firstColumn(kx);
                    int count = geometry.endColumn(kx) - first;
                    see(kx, first, count);
                    Loops.addProduct(sums[element(ky, kx)], seen, result, first * filters, count * filters);
                }
            }
        }
    }

    @Override
    public void finishWeightGradient() {
        for (int element = 0; element < sums.length; element++) {
            int to = element * filters;
            Loops.copy(sums[element], 0, weights, to, filters);
            for (int column = 1; column < geometry.outWidth; column++) {
                Loops.add(weights, to, sums[element], column * filters, filters);
            }
        }
        weights.store(sum, 0);
    }

    @Override
    public void set(int image, int from) {
        Loops.fill(wideGradient, 0, wideGradient.columns(), 0);
        int step = geometry.window.strideX() * filters;
        for (int outRow = 0; outRow < geometry.outHeight; outRow++) {
            Loops.get(dz, from + outRow * outputRow, result, 0, outputRow);
            for (int ky = 0; ky < geometry.window.height(); ky++) {
                int inRow = geometry.row(outRow, ky);
                for (int kx = 0; geometry.hasRow(inRow) && kx < geometry.window.width(); kx++) {
                    int first = geometry.firstColumn(kx);
                    int count = geometry.endColumn(kx) - first;
                    Loops.copy(result, 0, seen, 0, outputRow);
                    Loops.multiply(seen, repeated[element(ky, kx)], 0, outputRow);
                    int to = (inRow * geometry.width + geometry.column(first, kx)) * filters;
                    Loops.scatterAdd(seen, first * filters, wideGradient, to, step, filters, count);
                }
            }
        }
        if (wideGradient != gradient) {
            Loops.fill(gradient, 0, gradient.columns(), 0);
            for (int i = 0; i < multiplier; i++) {
                Loops.gatherAdd(wideGradient, i, multiplier, gradient, gradient.columns());
            }
        }
        Loops.put(gradient, 0, dx, image * geometry.inputSize(), gradient.columns());
    }
}
