package dev.inercia.mnist.image;

/**
 * Scales one axis of an image: area averaging if it shrinks, linear interpolation if it grows.
 *
 * @param first the first of the old pixels that contribute to each new one
 * @param weights the weights of that pixel and of those that follow it, with a sum of 1
 */
record Resampling(int[] first, float[][] weights) {

    static Resampling of(int size, int newSize) {
        int[] first = new int[newSize];
        float[][] weights = new float[newSize][];
        double ratio = (double) size / newSize;
        for (int i = 0; i < newSize; i++) {
            // The footprint of the new pixel, or its two neighbours.
            double from = ratio >= 1 ? i * ratio : Math.max(0, (i + 0.5) * ratio - 0.5);
            double to = Math.min(size, from + Math.max(ratio, 1));
            first[i] = Math.min((int) from, size - 1);
            int end = Math.max(first[i] + 1, (int) Math.ceil(to));
            weights[i] = new float[end - first[i]];
            for (int k = 0; k < weights[i].length; k++) {
                int pixel = first[i] + k;
                weights[i][k] = (float) ((Math.min(pixel + 1, to) - Math.max(pixel, from)) / (to - from));
            }
        }
        return new Resampling(first, weights);
    }

    /** The number of pixels after scaling. */
    int size() {
        return first.length;
    }
}
