package dev.inercia.mnist.image;

import java.util.Arrays;

/**
 * Separates ink from paper, dark on light or light on dark.
 *
 * <p>Ink is what differs from the {@link Background}, in the direction of the larger difference, above Otsu's
 * threshold ("A threshold selection method from gray-level histograms", 1979). Removes specks, and widens strokes that
 * are thinner than nearly all of MNIST's.
 */
final class Ink {

    /** The minimum contrast of ink and paper, in brightness of 0 to 1. */
    private static final double MIN_CONTRAST = 0.06;
    /** The minimum contrast of ink and paper, as a multiple of the noise of the paper. */
    private static final double MIN_CONTRAST_TO_NOISE = 6;

    private static final int LEVELS = 256;

    private Ink() {}

    /**
     * Finds the ink.
     *
     * @param light brightness in [0, 1], {@code width * height} values, row by row
     * @return {@code width * height} values in [0, 1], 0 for paper; all 0 if nothing stands out
     */
    static float[] of(float[] light, int width, int height) {
        Background background = new Background(light, width, height);
        double[] contrast = new double[light.length];
        double skew = 0;
        for (int i = 0; i < light.length; i++) {
            contrast[i] = light[i] - background.at(i % width, i / width);
            skew += contrast[i] * contrast[i] * contrast[i];
        }
        // Ink covers few pixels but differs a lot; the cube lets it outweigh the many pixels of paper, which differ
        // little.
        double sign = Math.signum(skew);
        double most = 0;
        for (int i = 0; i < contrast.length; i++) {
            contrast[i] = Math.max(0, sign * contrast[i]);
            most = Math.max(most, contrast[i]);
        }
        double least = Math.max(MIN_CONTRAST, MIN_CONTRAST_TO_NOISE * background.noise());
        float[] ink = new float[light.length];
        if (most < least) {
            return ink;
        }
        double threshold = otsu(contrast, most);
        double[] inked =
                Arrays.stream(contrast).filter(c -> c > threshold).sorted().toArray();
        double black = inked[inked.length * 3 / 4];
        if (black < least) {
            return ink;
        }
        double white = Math.min(3 * background.noise(), threshold / 2);
        Mask digit = new Mask(width, height);
        for (int i = 0; i < ink.length; i++) {
            digit.set(i, contrast[i] > threshold);
        }
        digit.removeSpecks();
        double missing = digit.missingStrokeWidth();
        // The grey pixels of the edge are below the threshold, but belong to the digit.
        Mask edged = digit.grown();
        for (int i = 0; i < ink.length; i++) {
            if (contrast[i] > white && edged.get(i)) {
                ink[i] = (float) Math.min(1, (contrast[i] - white) / (black - white));
            }
        }
        return missing < 1 ? ink : widen(ink, width, height, missing / 2);
    }

    private static double otsu(double[] contrast, double most) {
        int[] histogram = new int[LEVELS];
        double sum = 0;
        for (double c : contrast) {
            int level = (int) (c / most * (LEVELS - 1));
            histogram[level]++;
            sum += level;
        }
        double best = -1;
        int threshold = 0;
        double below = 0;
        double sumBelow = 0;
        for (int level = 0; level < LEVELS - 1; level++) {
            below += histogram[level];
            sumBelow += (double) level * histogram[level];
            double above = contrast.length - below;
            if (below > 0 && above > 0) {
                double gap = sumBelow / below - (sum - sumBelow) / above;
                double between = below * above * gap * gap;
                if (between > best) {
                    best = between;
                    threshold = level;
                }
            }
        }
        return (threshold + 1) * most / LEVELS;
    }

    /** Spreads each pixel over a disc. */
    private static float[] widen(float[] ink, int width, int height, double radius) {
        float[] wide = new float[ink.length];
        int reach = (int) radius;
        for (int i = 0; i < ink.length; i++) {
            if (ink[i] > 0) {
                int left = Math.max(0, i % width - reach);
                int right = Math.min(width - 1, i % width + reach);
                int top = Math.max(0, i / width - reach);
                int bottom = Math.min(height - 1, i / width + reach);
                for (int y = top; y <= bottom; y++) {
                    for (int x = left; x <= right; x++) {
                        int dx = x - i % width;
                        int dy = y - i / width;
                        if (dx * dx + dy * dy <= radius * radius) {
                            wide[y * width + x] = Math.max(wide[y * width + x], ink[i]);
                        }
                    }
                }
            }
        }
        return wide;
    }
}
