package dev.inercia.nn.layer;

/** A convolution of one image at a time, for one thread: how it is computed. */
interface ImageConvolution {

    /** Called before the first image of a pass, forward or back: takes the kernels as they are now. */
    default void begin() {}

    /** Computes the output for an image, without bias and activation. */
    void forward(int image);

    /**
     * Adds an image's part to the sum of the kernels' gradients.
     *
     * @param first the element that its gradient, of the output before the activation, begins at
     * @param isFirst whether the sum is to be overwritten
     */
    void addWeightGradient(int image, int first, boolean isFirst);

    /** Called after the last image: the sum has to be where it belongs. */
    default void finishWeightGradient() {}

    /**
     * Computes the gradient of an image.
     *
     * @param first the element that its gradient, of the output before the activation, begins at
     */
    void setInputGradient(int image, int first);
}
