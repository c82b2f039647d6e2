package dev.inercia.nn.layer;

/** An algorithm that computes the input gradient of a convolution one image at a time, for one thread. */
interface ImageGradient {

    /**
     * Computes the input gradient of an image.
     *
     * @param first the index of the first element of its gradient of the output before the activation
     */
    void set(int image, int first);
}
