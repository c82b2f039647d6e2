package dev.inercia.nn.layer;

/** An algorithm that computes a convolution one image at a time, for one thread. */
interface ImageConvolution {

    /** Prepares the current kernels; called before the first image of a forward or backward pass. */
    default void begin() {}

    /** Computes the output for an image, without bias and activation. */
    void forward(int image);

    /**
     * Adds the kernel gradient of an image to the sum.
     *
     * @param first the index of the first element of its gradient of the output before the activation
     * @param isFirst true to overwrite the sum
     */
    void addWeightGradient(int image, int first, boolean isFirst);

    /** Writes the sum to its final place; called after the last image. */
    default void finishWeightGradient() {}
}
