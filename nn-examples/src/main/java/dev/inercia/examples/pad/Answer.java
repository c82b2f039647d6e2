package dev.inercia.examples.pad;

import java.util.List;

/**
 * What a network makes of a digit.
 *
 * @param digit the most probable
 * @param probabilities of the ten digits
 * @param pixels what the network saw, 784 unsigned bytes, 255 for ink
 * @param about the digit that the evidence is about
 * @param evidence for each pixel its gradient times its value: above 0 where it speaks for the digit, below where
 *     against; the strongest is 127 or -127
 * @param maps what layers gave, the first one first
 * @param version the number of the network's publication
 * @param millis how long it took, from the request to here
 */
record Answer(
        int digit,
        float[] probabilities,
        byte[] pixels,
        int about,
        byte[] evidence,
        List<Maps> maps,
        long version,
        double millis) {

    /**
     * The feature maps of a layer.
     *
     * @param title for people
     * @param height of each
     * @param width of each
     * @param values map after map, row by row, unsigned bytes; the largest value of the layer is 255
     */
    record Maps(String title, int height, int width, byte[] values) {}

    Answer within(double newMillis) {
        return new Answer(digit, probabilities, pixels, about, evidence, maps, version, newMillis);
    }
}
