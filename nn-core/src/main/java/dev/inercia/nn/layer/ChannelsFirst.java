package dev.inercia.nn.layer;

import dev.inercia.nn.tensor.Shape;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Converts images and weights from channels first, the layout of PyTorch and ONNX, to channels last, the layout of this
 * library. Each result is a new row-major array.
 */
public final class ChannelsFirst {

    private ChannelsFirst() {}

    /** Converts images {@code [batch, channels, height, width]} to {@code [batch, height, width, channels]}. */
    public static INDArray images(INDArray images) {
        requireRank(images, 4, "images [batch, channels, height, width]");
        return images.permute(0, 2, 3, 1).dup('c');
    }

    /**
     * Converts the kernels of a convolution: {@code [filters, channels, height, width]} to
     * {@code [height, width, channels, filters]}, and {@code [filters, channels, length]} to
     * {@code [length, channels, filters]}.
     */
    public static INDArray kernels(INDArray kernels) {
        if (kernels.rank() == 3) {
            return kernels.permute(2, 1, 0).dup('c');
        }
        requireRank(kernels, 4, "kernels [filters, channels, height, width] or [filters, channels, length]");
        return kernels.permute(2, 3, 1, 0).dup('c');
    }

    /**
     * Converts the weight of a {@link Dense} after a {@link Flatten}: {@code [units, channels * height * width]} to
     * {@code [height * width * channels, units]}.
     *
     * @param image the shape that is flattened, channels last: {@code [height, width, channels]}
     */
    public static INDArray flattened(INDArray weight, Shape image) {
        requireRank(weight, 2, "a weight [units, inputs]");
        if (image.rank() != 3 || weight.size(1) != image.size()) {
            throw new IllegalArgumentException("Expected an image [height, width, channels] of " + weight.size(1)
                    + " numbers, the inputs of the weight, but got " + image);
        }
        return weight.reshape('c', weight.size(0), image.dimension(2), image.dimension(0), image.dimension(1))
                .permute(2, 3, 1, 0)
                .dup('c')
                .reshape('c', weight.size(1), weight.size(0));
    }

    private static void requireRank(INDArray array, int rank, String what) {
        if (array.rank() != rank) {
            throw new IllegalArgumentException(
                    "Expected " + what + ", but got an array of shape " + Arrays.toString(array.shape()));
        }
    }
}
