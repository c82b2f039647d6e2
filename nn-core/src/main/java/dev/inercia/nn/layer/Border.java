package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Memory;

/**
 * Images with a border, one image at a time: a buffer that has the border, from which the image is copied. Without
 * padding, images are used in place.
 */
final class Border {

    private final Geometry geometry;
    private final Memory images;
    private final Memory bordered;

    /** A buffer for one thread. */
    Border(Geometry geometry, Memory images, Binding binding) {
        this.geometry = geometry;
        this.images = images;
        bordered = geometry.isPadded() ? Memory.of(binding.scratch(size())) : null;
    }

    /** The memory that holds an image with its border. */
    Memory memory() {
        return bordered == null ? images : bordered;
    }

    /** The number of elements of an image with its border. */
    int size() {
        return geometry.paddedHeight * geometry.paddedWidth * geometry.channels;
    }

    /** The index of the first element of an image in the memory. */
    int first(int image) {
        return bordered == null ? image * geometry.inputSize() : 0;
    }

    /** Copies the memory back to the image, without the border. */
    void store(int image) {
        if (bordered != null) {
            int width = geometry.width * geometry.channels;
            for (int row = 0; row < geometry.height; row++) {
                images.copy(image * geometry.inputSize() + row * width, bordered, inside(row), width);
            }
        }
    }

    private int inside(int row) {
        return ((row + geometry.top) * geometry.paddedWidth + geometry.left) * geometry.channels;
    }
}
