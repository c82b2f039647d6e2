package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;

/**
 * The inputs of all window rows of an image, one image at a time: for each image row and each output column, the pixels
 * under a window row, {@code [groups, image rows, output columns, window width * depth]}. The windows of all output
 * positions are then, for one window row, the rows of a matrix without gaps. If the window is one pixel wide, the image
 * itself has this form and is used in place.
 *
 * <p>With strides, the image rows that one window row meets are brought together: rows 0, s, 2s..., then 1, s + 1...
 */
final class WindowRows {

    private final Geometry geometry;
    private final Input images;
    /** Null if images are used in place. */
    private final Memory unfolded;

    private final int groups;
    /** The number of channels in a group. */
    private final int depth;
    /** The number of elements of a window row. */
    private final int width;
    /** The image rows from one to the next of a window row's output rows. */
    private final int stride;
    /** The number of image rows with the same remainder, divided by the stride. */
    private final int block;

    /** A row of the image as it is read, without padding. */
    private final Tile read;

    private final Tile row;
    private final Tile unfoldedRow;
    private final Tile zeros;

    /** A buffer for one thread. */
    WindowRows(Geometry geometry, int groups, Input images, Binding binding) {
        this.geometry = geometry;
        this.images = images;
        this.groups = groups;
        depth = geometry.channels / groups;
        width = geometry.window.width() * depth;
        stride = geometry.window.strideY();
        block = (geometry.paddedHeight + stride - 1) / stride;
        row = new Tile(binding.type(), 1, geometry.paddedWidth * geometry.channels);
        unfoldedRow = new Tile(binding.type(), 1, groups * rowSize());
        zeros = new Tile(binding.type(), 1, rowSize());
        read = new Tile(binding.type(), 1, geometry.width * geometry.channels);
        unfolded = areInPlace(geometry, groups) ? null : Memory.of(binding.scratch(groups, stride * block, rowSize()));
    }

    /** True if images are used in place. */
    static boolean areInPlace(Geometry geometry, int groups) {
        return groups == 1
                && geometry.window.width() == 1
                && geometry.window.strideY() == 1
                && geometry.outWidth == geometry.width
                && !geometry.isPadded();
    }

    private int rowSize() {
        return geometry.outWidth * width;
    }

    /** The memory that holds the rows of the current image. */
    Memory memory() {
        return unfolded == null ? images.array() : unfolded;
    }

    /** Loads an image; returns the index of its first element in the memory. */
    int load(int image) {
        if (unfolded == null) {
            return image * geometry.inputSize();
        }
        int length = geometry.width * geometry.channels;
        for (int paddedRow = 0; paddedRow < geometry.paddedHeight; paddedRow++) {
            int imageRow = paddedRow - geometry.top;
            boolean isInside = geometry.hasRow(imageRow);
            if (isInside) {
                int from = image * geometry.inputSize() + imageRow * length;
                images.read(from, read, length);
                Loops.copy(read, 0, row, geometry.left * geometry.channels, length);
                unfold();
            }
            for (int group = 0; group < groups; group++) {
                int at = (group * stride * block + place(paddedRow)) * rowSize();
                Loops.put(isInside ? unfoldedRow : zeros, isInside ? group * rowSize() : 0, unfolded, at, rowSize());
            }
        }
        return 0;
    }

    private void unfold() {
        Window window = geometry.window;
        boolean isContiguous = groups == 1 && window.dilationX() == 1;
        int step = window.strideX() * geometry.channels;
        if (isContiguous) {
            Loops.gather(row, 0, step, unfoldedRow, 0, width, geometry.outWidth);
            return;
        }
        for (int group = 0; group < groups; group++) {
            for (int x = 0; x < geometry.outWidth; x++) {
                int from = x * step + group * depth;
                int pixel = window.dilationX() * geometry.channels;
                Loops.gather(row, from, pixel, unfoldedRow, group * rowSize() + x * width, depth, window.width());
            }
        }
    }

    /** The place of an image row, with padding, among the rows. */
    private int place(int paddedRow) {
        return paddedRow % stride * block + paddedRow / stride;
    }

    /** The number of elements of a window row. */
    int width() {
        return width;
    }

    /** The distance from the first element of an image to its window row for the first output position. */
    int offset(int ky, int group) {
        return (group * stride * block + place(ky * geometry.window.dilationY())) * rowSize();
    }
}
