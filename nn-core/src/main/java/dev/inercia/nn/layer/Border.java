package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Memory;

/**
 * Images with their zero border: one at a time is copied to a memory that has one, which costs next to nothing, because
 * the image has to be fetched anyway; without padding they are used where they are.
 */
final class Border {

    private final Geometry geometry;
    private final Memory images;
    private final Memory bordered;

    /** For one thread, of these images. */
    Border(Geometry geometry, Memory images, Binding binding) {
        this.geometry = geometry;
        this.images = images;
        // Not scratch: the border has to stay zero.
        bordered = geometry.isPadded() ? Memory.zeros(binding.type(), size()) : null;
    }

    /** The memory that an image lies in, border included. */
    Memory memory() {
        return bordered == null ? images : bordered;
    }

    /** The elements of an image and its border. */
    int size() {
        return geometry.paddedHeight * geometry.paddedWidth * geometry.channels;
    }

    /** Where an image begins in the memory. */
    int first(int image) {
        return bordered == null ? image * geometry.inputSize() : 0;
    }

    /** Makes sure that an image is in the memory; tells where it begins. */
    int load(int image) {
        if (bordered != null) {
            int width = geometry.width * geometry.channels;
            for (int row = 0; row < geometry.height; row++) {
                bordered.copy(inside(row), images, image * geometry.inputSize() + row * width, width);
            }
        }
        return first(image);
    }

    /** Copies what is in the memory, without the border, to the image. */
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
