package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A bound maximum or mean over windows. Works on whole rows of the output: gathers one element of the window for all
 * positions of a row, so that the loops are long. The backward pass does the same and adds to an image of gradients.
 */
final class BoundPool {

    private final Geometry geometry;
    private final boolean isMaximum;
    private final boolean countsPadding;
    /** True if windows do not overlap and there is no padding. */
    private final boolean isApart;

    private final int channels;
    private final int inputRow;
    private final int outputRow;
    private final Input x;
    private final Memory dy = Memory.create();
    private final Memory y;
    private final Memory dx;
    private final Part[] parts;
    private final Sweep forward = new Forward();
    private final Sweep backward = new Backward();

    private BoundPool(Geometry geometry, boolean isMaximum, boolean countsPadding, Binding binding) {
        this.geometry = geometry;
        this.isMaximum = isMaximum;
        this.countsPadding = countsPadding;
        Window window = geometry.window;
        isApart = window.strideY() >= window.height() && window.strideX() >= window.width() && !geometry.isPadded();
        channels = geometry.channels;
        inputRow = geometry.width * channels;
        outputRow = geometry.outWidth * channels;
        x = new Input(binding, inputRow);
        y = Memory.of(binding.output());
        if (!isMaximum) {
            binding.releaseOutput();
        }
        dx = binding.wantsInputGradient() ? Memory.of(binding.inputGradient()) : null;
        parts = new Part[binding.parts()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(binding);
        }
    }

    static BoundPool maximum(Geometry geometry, Binding binding) {
        return new BoundPool(geometry, true, false, binding);
    }

    /** A mean over all elements of the window, or only over those inside the image. */
    static BoundPool mean(Geometry geometry, boolean countsPadding, Binding binding) {
        return new BoundPool(geometry, false, countsPadding, binding);
    }

    /** This as a bound layer. */
    ByExample byExample(Binding binding) {
        return new ByExample(binding, forward, backward);
    }

    /** Computes outputs. */
    private final class Forward implements Sweep {

        @Override
        public INDArray begin(INDArray input) {
            x.at(input);
            return y.array();
        }

        @Override
        public void compute(int part, int from, int to) {
            for (int image = from; image < to; image++) {
                parts[part].forward(image);
            }
        }
    }

    /** Computes input gradients. */
    private final class Backward implements Sweep {

        @Override
        public INDArray begin(INDArray outputGradient) {
            dy.at(outputGradient);
            return dx == null ? null : dx.array();
        }

        @Override
        public void compute(int part, int from, int to) {
            for (int image = from; dx != null && image < to; image++) {
                parts[part].backward(image);
            }
        }
    }

    /** The buffers of one thread. */
    private final class Part {

        /** A row of the input. */
        private final Tile row;
        /** Rows of the input reduced to one: the windows' columns. */
        private final Tile merged;
        /** The inputs of one element of the window, for a row of the output. */
        private final Tile seen;

        private final Tile result;
        private final Tile left;
        /** The input gradient of one image; null if windows do not overlap. */
        private final Tile gradient;
        /** 1 / the size of each window of an output row, as if none were cut off above or below. */
        private final Tile shares;

        Part(Binding binding) {
            row = new Tile(binding.type(), 1, inputRow);
            merged = new Tile(binding.type(), 1, inputRow);
            seen = new Tile(binding.type(), 1, outputRow);
            result = new Tile(binding.type(), 1, outputRow);
            left = dx == null ? null : new Tile(binding.type(), 1, outputRow);
            gradient = dx == null || isApart ? null : new Tile(binding.type(), 1, geometry.inputSize());
            shares = isMaximum ? null : shares(new Tile(binding.type(), 1, outputRow));
        }

        private Tile shares(Tile tile) {
            Window window = geometry.window;
            for (int column = 0; column < geometry.outWidth; column++) {
                int count = 0;
                for (int kx = 0; kx < window.width(); kx++) {
                    boolean isInside = column >= geometry.firstColumn(kx) && column < geometry.endColumn(kx);
                    count += countsPadding || isInside ? 1 : 0;
                }
                Loops.fill(tile, column * channels, (column + 1) * channels, 1.0 / count);
            }
            return tile;
        }

        /** Divides by the window sizes: turns sums into means, and gradients of means into gradients of sums. */
        private void share(Tile values, int outRow) {
            int count = 0;
            for (int ky = 0; ky < geometry.window.height(); ky++) {
                count += countsPadding || geometry.hasRow(geometry.row(outRow, ky)) ? 1 : 0;
            }
            Loops.multiply(values, shares, 0, outputRow);
            Loops.scale(values, 0, outputRow, 1.0 / count);
        }

        /** Reduces each window first to one row, then to one element. */
        void forward(int image) {
            for (int outRow = 0; outRow < geometry.outHeight; outRow++) {
                Loops.fill(merged, 0, inputRow, isMaximum ? Double.NEGATIVE_INFINITY : 0);
                for (int ky = 0; ky < geometry.window.height(); ky++) {
                    int inRow = geometry.row(outRow, ky);
                    if (geometry.hasRow(inRow)) {
                        x.read(image * geometry.inputSize() + inRow * inputRow, row, inputRow);
                        reduce(merged, row, 0, inputRow);
                    }
                }
                Loops.fill(result, 0, outputRow, isMaximum ? Double.NEGATIVE_INFINITY : 0);
                for (int kx = 0; kx < geometry.window.width(); kx++) {
                    int first = geometry.firstColumn(kx);
                    int count = geometry.endColumn(kx) - first;
                    gather(merged, kx, first, count);
                    reduce(result, seen, first * channels, count * channels);
                }
                if (!isMaximum) {
                    share(result, outRow);
                }
                Loops.put(result, 0, y, (image * geometry.outHeight + outRow) * outputRow, outputRow);
            }
        }

        private void reduce(Tile to, Tile other, int at, int count) {
            if (isMaximum) {
                MaximumLoops.max(to, other, at, count);
            } else {
                Loops.add(to, other, at, count);
            }
        }

        private void gather(Tile from, int kx, int first, int count) {
            int step = geometry.window.strideX() * channels;
            Loops.gather(from, geometry.column(first, kx) * channels, step, seen, first * channels, channels, count);
        }

        void backward(int image) {
            if (!isApart) {
                Loops.fill(gradient, 0, geometry.inputSize(), 0);
            }
            for (int outRow = 0; outRow < geometry.outHeight; outRow++) {
                int out = (image * geometry.outHeight + outRow) * outputRow;
                Loops.get(dy, out, left, 0, outputRow);
                if (isMaximum) {
                    Loops.get(y, out, result, 0, outputRow);
                } else {
                    share(left, outRow);
                }
                for (int ky = 0; ky < geometry.window.height(); ky++) {
                    int inRow = geometry.row(outRow, ky);
                    if (isApart) {
                        setRow(image, inRow);
                    } else if (geometry.hasRow(inRow)) {
                        giveRow(image, inRow);
                    }
                }
                if (isApart) {
                    int next = outRow + 1 == geometry.outHeight ? geometry.height : geometry.row(outRow + 1, 0);
                    clearRows(image, geometry.row(outRow, geometry.window.height()), next);
                }
            }
            if (!isApart) {
                Loops.put(gradient, 0, dx, image * geometry.inputSize(), geometry.inputSize());
            }
        }

        /** Overwrites a row of the input with its gradient, for windows that do not overlap. */
        private void setRow(int image, int inRow) {
            int at = image * geometry.inputSize() + inRow * inputRow;
            Window window = geometry.window;
            if (isMaximum) {
                x.read(at, row, inputRow);
            }
            int step = window.strideX() * channels;
            for (int kx = 0; kx < window.width(); kx++) {
                if (isMaximum) {
                    gather(row, kx, 0, geometry.outWidth);
                    MaximumLoops.takeMaximum(result, left, seen, 0, outputRow);
                }
                Loops.scatter(isMaximum ? seen : left, 0, row, kx * channels, step, channels, geometry.outWidth);
            }
            // Inputs that are in no window.
            for (int column = 0; column < geometry.outWidth; column++) {
                int end = column + 1 == geometry.outWidth ? geometry.width : (column + 1) * window.strideX();
                Loops.fill(row, (column * window.strideX() + window.width()) * channels, end * channels, 0);
            }
            Loops.put(row, 0, dx, at, inputRow);
        }

        private void clearRows(int image, int first, int end) {
            if (first < end) {
                row.clear();
            }
            for (int inRow = first; inRow < end; inRow++) {
                Loops.put(row, 0, dx, image * geometry.inputSize() + inRow * inputRow, inputRow);
            }
        }

        /** Adds the gradient of one row of the windows. */
        private void giveRow(int image, int inRow) {
            if (isMaximum) {
                x.read(image * geometry.inputSize() + inRow * inputRow, row, inputRow);
            }
            int step = geometry.window.strideX() * channels;
            for (int kx = 0; kx < geometry.window.width(); kx++) {
                int first = geometry.firstColumn(kx);
                int count = geometry.endColumn(kx) - first;
                int at = first * channels;
                if (isMaximum) {
                    gather(row, kx, first, count);
                    MaximumLoops.takeMaximum(result, left, seen, at, count * channels);
                }
                int to = inRow * inputRow + geometry.column(first, kx) * channels;
                Loops.scatterAdd(isMaximum ? seen : left, at, gradient, to, step, channels, count);
            }
        }
    }
}
