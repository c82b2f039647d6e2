package dev.inercia.nn.layer;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Tile;

/**
 * The bias and activation of a convolution, {@code y = f(z + b)}, image by image. The thread that computed an image's
 * products applies them while the image is in its cache. Works on whole rows of images, with the biases repeated, so
 * that the loops are long.
 */
final class ChannelActivation {

    private final Activation activation;
    private final boolean isIdentity;
    private final Memory bias;
    private final Memory y;
    /** z if the activation's gradient needs it, otherwise null. */
    private final Memory inputs;

    private final int height;
    private final int width;
    private final int channels;
    private final int size;
    private final Tile biases;
    /** The biases, repeated for all pixels of the rows that are computed at once. */
    private final Tile repeated;

    /** An activation that writes y; the bias may be null. */
    ChannelActivation(Activation activation, Memory bias, Memory y, Geometry geometry, int channels, Binding binding) {
        this.activation = activation;
        this.bias = bias;
        this.y = y;
        this.channels = channels;
        isIdentity = activation instanceof Identity;
        height = geometry.outHeight;
        width = geometry.outWidth;
        size = height * width * channels;
        inputs = binding.training() && activation.needsInput()
                ? Memory.zeros(binding.type(), (long) binding.rows() * size)
                : null;
        biases = new Tile(binding.type(), 1, channels);
        repeated = Tile.walking(binding.type(), height, width * channels);
    }

    /** Copies the current biases. */
    void prepare() {
        if (bias != null) {
            biases.load(bias, 0, 1);
            for (int pixel = 0; pixel < repeated.capacity() * width; pixel++) {
                Loops.copy(biases, 0, repeated, pixel * channels, channels);
            }
        }
    }

    /** The buffers of one thread. */
    final class Part {

        private final Memory dy;
        private final boolean sumsBias;
        private final Memory dz;
        private final Tile outputs;
        private final Tile gradients;
        private final Tile before;
        /** Sums of gradients over the rows that are at the same place of a tile. */
        private final Tile sums;

        private final Tile sum;

        /**
         * Allocates the buffers.
         *
         * @param dy gradients of the output
         * @param sumsBias true if the gradient of the biases is needed
         */
        Part(Memory dy, boolean sumsBias, Binding binding) {
            this.dy = dy;
            this.sumsBias = sumsBias;
            boolean trains = binding.training();
            dz = trains && !isIdentity ? Memory.of(binding.scratch(size)) : null;
            outputs = Tile.walking(binding.type(), height, width * channels);
            gradients = trains ? Tile.walking(binding.type(), height, width * channels) : null;
            before = inputs == null ? null : Tile.walking(binding.type(), height, width * channels);
            sums = Tile.walking(binding.type(), height, width * channels);
            sum = new Tile(binding.type(), 1, channels);
        }

        /** The memory that {@link #backward} writes gradients to. */
        Memory gradient() {
            return dz == null ? dy : dz;
        }

        void forward(int image) {
            if (isIdentity && bias == null) {
                return;
            }
            for (int row = 0; row < height; row += outputs.capacity()) {
                int count = Math.min(outputs.capacity(), height - row);
                outputs.load(y, image * height + row, count);
                if (bias != null) {
                    Loops.add(outputs, repeated, 0, count * width * channels);
                }
                if (inputs != null) {
                    outputs.store(inputs, image * height + row);
                }
                if (outputs.isFloat()) {
                    activation.apply(outputs.floats(), count * width, channels);
                } else {
                    activation.apply(outputs.doubles(), count * width, channels);
                }
                outputs.store(y, image * height + row);
            }
        }

        /** Sets the sum of the bias gradients to 0. */
        void clear() {
            sums.clear();
        }

        /** Computes the gradient of z for an image; returns the index of its first element in {@link #gradient()}. */
        int backward(int image) {
            for (int row = 0; (!isIdentity || sumsBias) && row < height; row += gradients.capacity()) {
                int count = Math.min(gradients.capacity(), height - row);
                gradients.load(dy, image * height + row, count);
                if (!isIdentity) {
                    outputs.load(y, image * height + row, count);
                    if (inputs != null) {
                        before.load(inputs, image * height + row, count);
                    }
                    differentiate(count * width);
                    gradients.store(dz, row);
                }
                if (sumsBias) {
                    Loops.add(sums, gradients, 0, count * width * channels);
                }
            }
            return isIdentity ? image * size : 0;
        }

        private void differentiate(int rows) {
            if (gradients.isFloat()) {
                float[] z = before == null ? null : before.floats();
                activation.gradient(z, outputs.floats(), gradients.floats(), rows, channels);
            } else {
                double[] z = before == null ? null : before.doubles();
                activation.gradient(z, outputs.doubles(), gradients.doubles(), rows, channels);
            }
        }

        /** The sum of the bias gradients since {@link #clear()}. */
        Tile sum() {
            sum.clear();
            for (int pixel = 0; pixel < sums.capacity() * width; pixel++) {
                Loops.add(sum, 0, sums, pixel * channels, channels);
            }
            return sum;
        }
    }
}
